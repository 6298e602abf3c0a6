import type {
  Awaitable,
  ResponseStore,
  StoreContext,
  StoreFactory,
  StoreReport,
} from '../stores/response-store.ts'

export interface ContractCase {
  readonly title: string
  readonly run: (trial: Trial) => Promise<void>
}

/** A store under test, and what it has reported. */
export interface Tried {
  readonly store: ResponseStore
  readonly reports: readonly StoreReport[]
}

/** Stores for one case. */
export interface Trial {
  /** A store that is not open yet. */
  readonly create: (partition: string, epoch?: string) => Tried
  /** A store that is open, of a partition of its own unless one is named. */
  readonly open: (partition?: string, epoch?: string) => Promise<ResponseStore>
}

/** As opaque as a real one, and nobody else's. */
export function aPartition(): string {
  return crypto.randomUUID().replaceAll('-', '')
}

/** Runs the case, and leaves nothing behind. */
export async function onTrial(createStore: StoreFactory, { run }: ContractCase): Promise<void> {
  const partitions = new Set<string>()

  function create(partition: string, epoch = 'epoch-1'): Tried {
    partitions.add(partition)
    const reports: StoreReport[] = []
    return { store: createStore(contextOf(partition, epoch, reports)), reports }
  }

  async function open(partition = aPartition(), epoch?: string): Promise<ResponseStore> {
    const { store } = create(partition, epoch)
    await store.open()
    return store
  }

  try {
    await run({ create, open })
  } finally {
    for (const partition of partitions) await createStore(contextOf(partition, '', [])).end()
  }
}

/** What a case waits for later: should the case fail first, this is no failure of its own. */
export function meanwhile<T>(call: Awaitable<T>): Promise<T> {
  const promise = Promise.resolve(call)
  promise.catch(() => {})
  return promise
}

function contextOf(partition: string, epoch: string, reports: StoreReport[]): StoreContext {
  return { partition, epoch, report: (report) => reports.push(report) }
}
