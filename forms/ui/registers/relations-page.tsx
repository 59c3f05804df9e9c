/** How a configuration item is related, as a picture and as a list. */
import { NotFound } from '../../../engine/model/errors.ts'
import type { PageRoute } from '../shared/page.ts'
import { EmptyState } from '../shared/parts/empty-state.tsx'
import { GraphList } from './graph-list.tsx'
import { GraphView } from './graph-view.tsx'
import { itemGraph } from './item-graph.ts'
import { loadRecord } from './load-record.ts'
import { ITEMS, recordPage } from './record-frame.tsx'
import { REGISTERS_TEXTS } from './registers-texts.ts'

export const showRelations: PageRoute['handle'] = async (call) => {
  const texts = REGISTERS_TEXTS[call.language]
  if (call.params['register'] !== ITEMS) throw new NotFound('relations of register', call.params['register'] ?? '')
  const room = await loadRecord(call, 'references')
  const graph = await itemGraph(call, room.record)
  return recordPage(call, {
    room,
    tab: 'relations',
    children:
      graph.items.size === 1 ? (
        <EmptyState title={texts.noRelations} text={texts.noRelationsText} />
      ) : (
        <>
          <p class="govuk-body">{texts.relationsText}</p>
          {graph.truncated && <p class="govuk-inset-text">{texts.tooMany(graph.items.size)}</p>}
          <GraphView call={call} graph={graph} title={room.title} />
          <section aria-labelledby="as-list">
            <h2 class="govuk-heading-m" id="as-list">
              {texts.asList}
            </h2>
            <GraphList call={call} graph={graph} of={room.record.id} />
          </section>
        </>
      ),
  })
}
