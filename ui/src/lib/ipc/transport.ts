/** What carries calls to the shell and events from it. */
export interface Transport {
  invoke(name: string, request: unknown): Promise<unknown>;
  listen(event: string, handler: (payload: unknown) => void): Promise<() => void>;
}
