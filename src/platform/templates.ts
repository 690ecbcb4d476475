import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ejs from 'ejs';

/**
 * What a template may print: names and values. An included template gets an object that inherits those of the including
 * one, because copying forty of them a hundred times is felt; the outermost inherits nothing that could be reached.
 */
type Locals = Record<string, unknown>;

/** Locals and which names they have; all locals with the same names share one `Shape`. */
type Shape = { names: string[]; with: Map<string, Shape> };
type Given = { locals: Locals; shape: Shape };

/** What a compiled template is given. */
type Data = { locals: Locals; include(name: string, more?: Locals): string };
type Compiled = (data: Data) => string;

type Template = {
  /** What was made of it for locals of a shape. */
  compiled: Map<Shape, Compiled>;
  compile(shape: Shape): Compiled;
  /** Where what it includes lies, by the name in the template. */
  paths: Map<string, string>;
};

const scriptlet = /<%(?![#%])([\s\S]*?)%>/g;
const identifier = /(?<![.\w$])[A-Za-z_$][\w$]*/g;
const ownNames = ['locals', 'include'];

/**
 * Prints EJS templates without `with`, by which EJS finds the locals of a template and which no engine makes fast: every
 * name in it, also those of EJS itself, is looked up among all locals. Here a template becomes a function whose
 * variables are the locals that it names, and there is one such function for each set of names that it was given.
 * A name that is not given stays unknown, so a template that prints it fails as it does with `with`.
 * @param root folder of what is included by "/…"
 */
export function makeTemplates(root: string) {
  const templates = new Map<string, Template>();
  const shapes = new Map<string, Shape>();

  function templateAt(path: string): Template {
    const known = templates.get(path);
    if (known) return known;
    const text = readFileSync(path, 'utf8');
    const template = { compiled: new Map(), compile: compilerOf(text), paths: new Map() };
    templates.set(path, template);
    return template;
  }

  function shapeOf(names: string[]): Shape {
    const sorted = [...new Set(names)].sort();
    const all = sorted.join();
    const shape = shapes.get(all) ?? { names: sorted, with: new Map() };
    shapes.set(all, shape);
    return shape;
  }

  function shapeWith(shape: Shape, more: Locals): Shape {
    const added = Object.keys(more);
    const asked = added.join();
    const known = shape.with.get(asked) ?? shapeOf([...shape.names, ...added]);
    shape.with.set(asked, known);
    return known;
  }

  function print(path: string, given: Given): string {
    const { compiled, compile, paths } = templateAt(path);
    const made = compiled.get(given.shape) ?? compile(given.shape);
    compiled.set(given.shape, made);
    return made({
      locals: given.locals,
      include(name, more = {}) {
        const included = paths.get(name) ?? `${join(name.startsWith('/') ? root : dirname(path), name)}.ejs`;
        paths.set(name, included);
        const locals = Object.assign(Object.create(given.locals), more);
        return print(included, { locals, shape: shapeWith(given.shape, more) });
      },
    });
  }

  return {
    /**
     * @param path of the template
     * @throws whatever the template throws, a ReferenceError where it prints a name that is not among the locals
     */
    print(path: string, locals: object): string {
      return print(path, {
        locals: Object.assign(Object.create(null), locals),
        shape: shapeOf(Object.keys(locals)),
      });
    },
  };
}

/** How a template becomes a function for what it is given: one for each choice among the names in it. */
function compilerOf(text: string): (shape: Shape) => Compiled {
  const code = [...text.matchAll(scriptlet)].map(([, inside = '']) => inside).join('\n');
  const named = [...new Set(code.match(identifier))].filter((name) => !ownNames.includes(name));
  const made = new Map<string, Compiled>();
  return ({ names }) => {
    const given = named.filter((name) => names.includes(name));
    const compiled = made.get(given.join()) ?? compile(text, given);
    made.set(given.join(), compiled);
    return compiled;
  };
}

/** The text stands in a block of its own, so that it may declare what shadows a local. */
function compile(text: string, names: string[]): Compiled {
  const variables = [
    ...ownNames.map((name) => `${name} = __given.${name}`),
    ...names.map((name) => `${name} = __given.locals.${name}`),
  ];
  return ejs.compile(`<% { const ${variables.join(', ')}; { %>${text}<% } } %>`, {
    _with: false,
    localsName: '__given',
    compileDebug: false,
  }) as Compiled;
}
