import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';

import type { Transport } from './transport';

/** The transport of the real window. */
export const tauriTransport: Transport = {
  invoke: (name, request) => invoke(name, request === null ? undefined : { request }),
  listen: (event, handler) => listen(event, ({ payload }) => handler(payload)),
};
