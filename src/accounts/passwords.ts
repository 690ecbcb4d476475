import { hash, type Options, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id: 19 MiB, 2 passes, 1 lane; about 30 ms here. */
const operation: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const cheap: Options = { memoryCost: 8, timeCost: 1, parallelism: 1 };

export type Passwords = {
  /** The argon2id hash of a password, exactly as typed (ASVS 5.0 6.2.8). */
  hash(password: string): Promise<string>;
  /** True where the password fits. Without a hash it takes the same time and is false, so that unknown addresses do not show. */
  fits(passwordHash: string | null, password: string): Promise<boolean>;
};

/** @param cheapForTests hashes that cost nothing, for tests only */
export function makePasswords(cheapForTests = false): Passwords {
  const options = cheapForTests ? cheap : operation;
  let dummy: Promise<string> | null = null;
  return {
    hash: (password) => hash(password, options),
    async fits(passwordHash, password) {
      dummy ??= hash('nobody has this password', options);
      const right = await verify(passwordHash ?? (await dummy), password);
      return passwordHash !== null && right;
    },
  };
}
