import { currentLanguage, setLanguage, t } from '$lib/i18n';
import { invoke, IpcError, listen } from '$lib/ipc';
import type { AppState } from '$lib/ipc/generated/AppState';
import type { Language } from '$lib/ipc/generated/Language';
import type { PullStatus } from '$lib/ipc/generated/PullStatus';

import { silence } from './announcer.svelte';
import { dismissAll, toastError } from './toasts.svelte';
import { forgetViews } from './views.svelte';

const NOTHING = { pull: false, file: false };

/** Where the program stands, as the core tells it, and the acts that change it. */
class Session {
  state = $state.raw<AppState | undefined>(undefined);
  error = $state.raw<IpcError | undefined>(undefined);
  pull = $state.raw<PullStatus>({ state: 'idle' });
  /** Whether the set-up is on screen: it goes on after its profile is made. */
  settingUp = $state(false);
  /** What is to take the place of the vault, while that is on screen. */
  replacing = $state<'restore' | 'rebuild' | undefined>(undefined);
  /** What the last locking cut short, until it is taken up again or put aside. */
  cutShort = $state.raw<{ pull: boolean; file: boolean }>(NOTHING);

  #turn = 0;
  /** How often the core told how a pull goes. */
  #heard = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get status() {
    return this.state?.status ?? undefined;
  }

  get current() {
    return this.state?.current ?? undefined;
  }

  /** The sample lives in memory: closing it would throw it away. */
  get lockable(): boolean {
    return this.current?.protection !== 'session';
  }

  get live(): boolean {
    return this.current?.environment === 'live';
  }

  /** Hears the core until the returned function is called. */
  follow(): () => void {
    const stops = [
      listen('pull', (status) => {
        const ended = this.pull.state === 'pulling' && status.state !== 'pulling';
        this.#heard += 1;
        this.pull = status;
        if (ended) this.#loadSoon();
      }),
      listen('changed', () => this.#loadSoon()),
      listen('locked', ({ pull }) => {
        if (pull) this.cutShort = { ...this.cutShort, pull };
        // Not asked for first: nothing of a closing vault stays in view while it closes.
        if (this.state) this.take({ ...this.state, phase: 'locked', status: null });
      }),
    ];
    return () => {
      clearTimeout(this.#timer);
      for (const stop of stops) stop();
    };
  }

  /** Takes a state the core just gave; what was heard of a pull since it was asked is newer than what it says of it. */
  take(state: AppState, heard = this.#heard): void {
    this.#turn += 1;
    const closed = this.state?.phase === 'open' && state.phase !== 'open';
    const other = this.state?.current?.name !== state.current?.name;
    if (closed || other) {
      forgetViews();
      dismissAll();
      silence();
    }
    if (other) this.cutShort = NOTHING;
    this.state = state;
    this.error = undefined;
    if (heard === this.#heard) this.pull = state.status?.pull ?? { state: 'idle' };
    if (state.phase === 'setup') this.settingUp = true;
    if (state.language !== currentLanguage() || !document.documentElement.lang) setLanguage(state.language);
  }

  /** Takes the state that an act ends in. */
  async takeFrom(asked: Promise<AppState>): Promise<void> {
    const heard = this.#heard;
    this.take(await asked, heard);
  }

  load = async (): Promise<void> => {
    const turn = ++this.#turn;
    const heard = this.#heard;
    try {
      const state = await invoke('app_state');
      // What was asked before the vault closed would show it open again.
      if (turn === this.#turn) this.take(state, heard);
    } catch (cause) {
      this.error = IpcError.from(cause);
    }
  };

  /** Remembers that the locking left a file unwritten. */
  noteUnwrittenFile(): void {
    this.cutShort = { ...this.cutShort, file: true };
  }

  /** What was cut short was seen. */
  putAside = (): void => {
    this.cutShort = NOTHING;
  };

  async changeLanguage(language: Language): Promise<void> {
    await this.takeFrom(invoke('set_language', { language }));
    setLanguage(language);
  }

  async lock(): Promise<void> {
    await this.takeFrom(invoke('lock'));
  }

  async use(name: string): Promise<void> {
    await this.takeFrom(invoke('use_profile', { name }));
  }

  async exploreSample(): Promise<void> {
    await this.takeFrom(invoke('explore_sample'));
    this.settingUp = false;
  }

  async startPull(sweep = false): Promise<void> {
    await invoke('start_pull', { sweep });
    this.cutShort = { ...this.cutShort, pull: false };
  }

  /** The same, telling when it cannot start. */
  pullNow = async (sweep = false): Promise<void> => {
    try {
      await this.startPull(sweep);
    } catch (cause) {
      toastError(t('frame.pull.notStarted'), cause);
    }
  };

  cancelPull = async (): Promise<void> => {
    try {
      await invoke('cancel_pull');
    } catch (cause) {
      toastError(t('frame.pull.notStopped'), cause);
    }
  };

  /** Many changes in a row are one question. */
  #loadSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.load(), 120);
  }
}

export const session = new Session();
