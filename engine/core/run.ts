/**
 * One run of the core: a draft of the state, the effects so far, and the list of moves still to make.
 *
 * All changes of the draft go through `put…` and `remove…`, which keep a journal: when a move fails, everything it did
 * is taken back and the token keeps its place. Entries of the draft are replaced, never changed, so the state that the
 * run began with stays as it was.
 */
import type { Effect, HistoryType } from '../model/effect.ts'
import type { Environment } from '../model/instance-event.ts'
import type { ArmedTrigger, InstanceState, Scope, Token } from '../model/instance-state.ts'
import type { Json, Variables } from '../model/json.ts'
import type { FlowNode, ProcessDefinition, ScopeDefinition } from '../model/process-definition.ts'
import { EntryIndex, type Draft } from './entry-index.ts'

/** A move of one token. The worklist instead of recursion: runs of any length use one stack frame. */
export type Move =
  | { readonly do: 'enter'; readonly tokenId: string }
  | { readonly do: 'work'; readonly tokenId: string }
  | { readonly do: 'leave'; readonly tokenId: string; readonly payload: Variables | null }

/** A move with the element at which its token stood when it was planned. */
interface PlannedMove {
  readonly move: Move
  readonly elementId: string
}

type Part = 'scopes' | 'tokens' | 'triggers'

interface Change {
  readonly part: Part
  readonly id: string
  readonly before: Scope | Token | ArmedTrigger | undefined
}

/** Where the journal stood, to go back to. */
interface Mark {
  readonly changes: number
  readonly effects: number
  readonly moves: number
  readonly endState: string | null
}

/** The draft of one run; everything the elements read and change goes through it. */
export class Run {
  readonly definition: ProcessDefinition
  readonly environment: Environment
  status: InstanceState['status']
  /** Code of the end state that the last end event of the process gave; null: none yet. */
  endState: string | null
  /** Variables were set: all conditions that are awaited have to be asked. */
  dataChanged = false
  /** Names of the variables that this run has set. */
  readonly changed = new Set<string>()
  /** Triggers whose conditions begin to be awaited: they have to be asked once, whatever changes. */
  newConditions: string[] = []
  private counter: number
  private readonly before: InstanceState
  private readonly draft: Draft
  /** Kept once this run has looked at many entries. */
  private index: EntryIndex | null = null
  private looked = 0
  private readonly emitted: Effect[] = []
  private readonly moves: PlannedMove[] = []
  private nextMove = 0
  private journal: Change[] = []

  constructor(definition: ProcessDefinition, state: InstanceState, environment: Environment) {
    this.definition = definition
    this.environment = environment
    this.status = state.status
    this.endState = state.endState ?? null
    this.counter = state.counter
    this.before = state
    this.draft = { scopes: { ...state.scopes }, tokens: { ...state.tokens }, triggers: { ...state.triggers } }
  }

  /** @returns the state as it stands and what the world has to do. */
  result(): { readonly state: InstanceState; readonly effects: readonly Effect[] } {
    const endState = this.endState === null ? {} : { endState: this.endState }
    const state = { format: 2, counter: this.counter, status: this.status, ...this.draft, ...endState } as const
    return { state, effects: this.emitted }
  }

  // Looking ------------------------------------------------------------------------------------------------------

  node(elementId: string): FlowNode {
    return expectThere(this.definition.nodes[elementId], 'flow node', elementId)
  }
  scopeDefinition(elementId: string): ScopeDefinition {
    return expectThere(this.definition.scopes[elementId], 'scope', elementId)
  }
  token(id: string): Token {
    return expectThere(this.draft.tokens[id], 'token', id)
  }
  hasToken(id: string): boolean {
    return this.draft.tokens[id] !== undefined
  }
  hasScope(id: string): boolean {
    return this.draft.scopes[id] !== undefined
  }
  scope(id: string): Scope {
    return expectThere(this.draft.scopes[id], 'scope', id)
  }
  tokens(): Token[] {
    return Object.values(this.draft.tokens)
  }
  scopes(): Scope[] {
    return Object.values(this.draft.scopes)
  }
  triggers(): ArmedTrigger[] {
    return Object.values(this.draft.triggers)
  }
  trigger(id: string): ArmedTrigger | undefined {
    return this.draft.triggers[id]
  }
  /** Tokens that stand directly in a scope. */
  tokensIn(scopeId: string): Token[] {
    const { tokens } = this.draft
    if (this.index !== null) return pick(tokens, this.index.tokensByScope.of(scopeId))
    return this.lookThrough(tokens, scopeOfToken, scopeId)
  }
  /** Scopes directly inside a scope. */
  scopesIn(scopeId: string): Scope[] {
    const { scopes } = this.draft
    if (this.index !== null) return pick(scopes, this.index.scopesByParent.of(scopeId))
    return this.lookThrough(scopes, parentOf, scopeId)
  }
  /** What is armed directly in a scope, by its tokens or its event sub-processes. */
  triggersIn(scopeId: string): ArmedTrigger[] {
    const { triggers } = this.draft
    if (this.index !== null) return pick(triggers, this.index.triggersByScope.of(scopeId))
    return this.lookThrough(triggers, scopeOfTrigger, scopeId)
  }
  /** What a token listens for. */
  triggersOf(tokenId: string): ArmedTrigger[] {
    const { triggers } = this.draft
    if (this.index !== null) return pick(triggers, this.index.triggersByToken.of(tokenId))
    return this.lookThrough(triggers, tokenOf, tokenId)
  }

  /** Whether the token waited for the same before this run. */
  waitedBefore({ id, wait }: Token): boolean {
    return this.before.tokens[id]?.wait === wait
  }
  /** Whether it was listened for before this run. */
  wasArmedBefore({ id }: ArmedTrigger): boolean {
    return this.before.triggers[id] !== undefined
  }

  /** The value of a data store as this run sees it; null where it was never written. */
  dataStore(id: string): Json {
    const written = this.emitted.findLast((effect) => effect.kind === 'data-store-written' && effect.dataStoreId === id)
    if (written?.kind === 'data-store-written') return written.value
    const { dataStores = {} } = this.environment
    return Object.hasOwn(dataStores, id) ? (dataStores[id] ?? null) : null
  }

  // Changing -----------------------------------------------------------------------------------------------------

  /** A new id, unique within the instance: `t` token, `s` scope, `e` trigger, `k` task, `j` job, `c` call, `i` incident. */
  newId(prefix: 't' | 's' | 'e' | 'k' | 'j' | 'c' | 'i'): string {
    this.counter += 1
    return `${prefix}${this.counter}`
  }
  putToken(token: Token): Token {
    this.put('tokens', token.id, token)
    return token
  }
  putScope(scope: Scope): Scope {
    this.put('scopes', scope.id, scope)
    return scope
  }
  putTrigger(trigger: ArmedTrigger): void {
    this.put('triggers', trigger.id, trigger)
  }
  removeToken(id: string): void {
    this.remove('tokens', id)
  }
  removeScope(id: string): void {
    this.remove('scopes', id)
  }
  removeTrigger(id: string): void {
    this.remove('triggers', id)
  }

  emit(effect: Effect): void {
    this.emitted.push(effect)
  }
  note(type: HistoryType, elementId: string | null, data: { readonly [key: string]: Json } = {}): void {
    this.emitted.push({ kind: 'history', type, elementId, data })
  }

  // Moving -------------------------------------------------------------------------------------------------------

  schedule(move: Move): void {
    this.moves.push({ move, elementId: this.token(move.tokenId).elementId })
  }
  /** How many moves this run has made or still has to make. */
  get scheduled(): number {
    return this.moves.length
  }
  /** @returns the next move; undefined when every token rests. */
  takeMove(): Move | undefined {
    while (this.nextMove < this.moves.length) {
      // Further moves may come after the last one.
      const planned = this.moves[this.nextMove++]
      if (planned !== undefined && this.isStillThere(planned)) return planned.move
    }
    return undefined
  }
  /** Forgets the moves not yet made, e.g. when the process has ended. */
  dropMoves(): readonly Move[] {
    const dropped = this.moves.slice(this.nextMove).filter((planned) => this.isStillThere(planned))
    this.nextMove = this.moves.length
    return dropped.map(({ move }) => move)
  }
  /** A token that was cancelled, or went away by a boundary event meanwhile, makes no move of before. */
  private isStillThere({ move, elementId }: PlannedMove): boolean {
    return this.draft.tokens[move.tokenId]?.elementId === elementId
  }

  /** Does `work`; when it throws, takes back all that it did and passes the error on. */
  attempt(work: () => void): void {
    const mark: Mark = {
      changes: this.journal.length,
      effects: this.emitted.length,
      moves: this.moves.length,
      endState: this.endState,
    }
    try {
      work()
    } catch (error) {
      this.takeBack(mark)
      throw error
    }
    // Nothing goes back behind a finished move.
    this.journal = []
  }

  private takeBack(mark: Mark): void {
    for (const { part, id, before } of this.journal.splice(mark.changes).reverse()) this.set(part, id, before)
    this.emitted.length = mark.effects
    this.moves.length = mark.moves
    this.endState = mark.endState
  }

  private put(part: Part, id: string, value: Scope | Token | ArmedTrigger): void {
    this.journal.push({ part, id, before: this.draft[part][id] })
    this.set(part, id, value)
  }
  private remove(part: Part, id: string): void {
    this.journal.push({ part, id, before: this.draft[part][id] })
    this.set(part, id, undefined)
  }
  private set(part: Part, id: string, value: Scope | Token | ArmedTrigger | undefined): void {
    const entries: Record<string, Scope | Token | ArmedTrigger> = this.draft[part]
    if (this.index !== null) reindex(this.index, part, id, entries[id], value)
    if (value === undefined) delete entries[id]
    else entries[id] = value
  }

  private lookThrough<Entry>(
    entries: Readonly<Record<string, Entry>>,
    ownerOf: (entry: Entry) => string | null,
    owner: string,
  ): Entry[] {
    const found: Entry[] = []
    for (const entry of Object.values(entries)) {
      this.looked += 1
      if (ownerOf(entry) === owner) found.push(entry)
    }
    if (this.looked > WORTH_AN_INDEX) this.index = new EntryIndex(this.draft)
    return found
  }
}

/** So many entries looked at in one run are worth an index. */
const WORTH_AN_INDEX = 256

const scopeOfToken = (token: Token): string => token.scope
const scopeOfTrigger = (trigger: ArmedTrigger): string => trigger.scope
const parentOf = (scope: Scope): string | null => scope.parent
const tokenOf = (trigger: ArmedTrigger): string | null => trigger.token

const pick = <Entry>(entries: Readonly<Record<string, Entry>>, ids: ReadonlySet<string>): Entry[] => {
  const picked: Entry[] = []
  for (const id of ids) {
    const entry = entries[id]
    if (entry !== undefined) picked.push(entry)
  }
  return picked
}

const reindex = (index: EntryIndex, part: Part, id: string, before: unknown, after: unknown): void => {
  // The part says what the entries are.
  if (part === 'tokens') index.tokenChanged(id, before as Token | undefined, after as Token | undefined)
  else if (part === 'scopes') index.scopeChanged(id, before as Scope | undefined, after as Scope | undefined)
  else index.triggerChanged(id, before as ArmedTrigger | undefined, after as ArmedTrigger | undefined)
}

const expectThere = <T>(value: T | undefined, what: string, id: string): T => {
  if (value === undefined) throw new Error(`Expected ${what} "${id}" to be there, but it is not.`)
  return value
}
