export { asTellSource, type Message, makeDispatcher, type Recipient, type TellSource } from './dispatcher.ts';
