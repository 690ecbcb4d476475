import { stopSharedServer } from './database.ts';

export const mochaHooks = {
  async afterAll(): Promise<void> {
    await stopSharedServer();
  },
};
