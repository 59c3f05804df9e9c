/** What an upload changes of the version in force, element by element. */
import type { AspectChange, DefinitionPreview, ElementChange } from '../../../engine/model/definition-diff.ts'
import type { Language } from '../../check/form-file.ts'
import { elementName } from '../shared/names.ts'
import { DataTable } from '../shared/parts/data-table.tsx'
import { Notice } from '../shared/parts/notice.tsx'
import { Tag, type TagColour } from '../shared/parts/tag.tsx'
import { OWNER_TEXTS } from './owner-texts.ts'
import { isTypical } from './in-force.ts'

const COLOURS: Readonly<Record<ElementChange['change'], TagColour>> = {
  added: 'green',
  removed: 'red',
  changed: 'yellow',
}

export interface ChangesListProps {
  readonly language: Language
  readonly definition: DefinitionPreview
  /** Running cases on steps that are removed. */
  readonly standing: number
}

export function ChangesList({ language, definition, standing }: ChangesListProps) {
  const texts = OWNER_TEXTS[language]
  const { inForce, changes, files, processKey } = definition
  return (
    <>
      <h2 class="govuk-heading-m">
        {texts.diffTitle}: {processKey}
      </h2>
      <p class="govuk-body">
        {inForce === null ? texts.diffNew : texts.diffAgainst(inForce.version, isTypical(inForce))}
      </p>
      {inForce !== null && changes.length === 0 && files.length === 0 && <p class="govuk-body">{texts.diffNone}</p>}
      {changes.some(({ change, of }) => change === 'removed' && of === 'element') && (
        <Notice
          language={language}
          kind={standing > 0 ? 'warning' : 'info'}
          text={standing > 0 ? texts.onRemoved(standing) : texts.onRemovedNone}
        />
      )}
      {changes.length > 0 && (
        <DataTable
          caption={texts.diffTitle}
          captionHidden
          rows={changes}
          keyOf={({ of, elementId, change }) => `${of} ${elementId} ${change}`}
          columns={[
            {
              key: 'change',
              text: texts.diffKind,
              cell: ({ change }) => <Tag colour={COLOURS[change]}>{texts.changeKinds[change]}</Tag>,
            },
            {
              key: 'element',
              text: texts.element,
              names: true,
              cell: (change) => (
                <span data-element-id={change.elementId}>
                  {nameOf(change, definition, language)}
                  <span class="ritums-secondary">
                    {change.kind === null ? texts.things[change.of] : texts.kinds[change.kind]} · {change.elementId}
                  </span>
                </span>
              ),
            },
            {
              key: 'difference',
              text: texts.difference,
              cell: ({ aspects }) => (
                <>
                  {aspects.map((aspect) => (
                    <Difference
                      key={`${aspect.aspect} ${aspect.property}`}
                      language={language}
                      aspect={aspect}
                      definition={definition}
                    />
                  ))}
                </>
              ),
            },
          ]}
        />
      )}
      {files.length > 0 && (
        <>
          <h3 class="govuk-heading-s">{texts.diffFiles}</h3>
          <ul class="govuk-list">
            {files.map(({ kind, id, change }) => (
              <li key={`${kind} ${id}`}>
                <Tag colour={COLOURS[change]}>{texts.changeKinds[change]}</Tag> {texts.fileKinds[kind]}{' '}
                <code class="ritums-owner__code">{id}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

interface OfDefinition {
  readonly language: Language
  readonly definition: DefinitionPreview
}

function Difference({ language, aspect, definition }: OfDefinition & { readonly aspect: AspectChange }) {
  const texts = OWNER_TEXTS[language]
  // Some values are ids of other elements.
  const said = (value: string | null): string => {
    if (value === null) return texts.nothing
    const known = definition.elements[value]
    if (known) return elementName(known, language, value)
    if (aspect.aspect !== 'event') return value
    // `type: message; name: …` as people say it.
    return value
      .replace(/^type: ([\w-]+)(; )?/, (_, type: string, more = '') => `${texts.triggers[type] ?? type}${more && ': '}`)
      .replace(': name: ', ': ')
  }
  return (
    <p class="ritums-owner__difference">
      {texts.aspects[aspect.aspect]}
      {aspect.property !== null && ` ${aspect.property}`}: {texts.before} <del>{said(aspect.before)}</del>,{' '}
      {texts.after} <ins>{said(aspect.after)}</ins>
    </p>
  )
}

/** A flow without a name is told by its ends. */
function nameOf(change: ElementChange, { elements }: DefinitionPreview, language: Language): string {
  const texts = OWNER_TEXTS[language]
  const called = (id: string): string => {
    const known = elements[id]
    return known ? elementName(known, language, id) : id
  }
  const kind = change.kind === null ? change.elementId : texts.kinds[change.kind]
  if (change.name === null && change.ends !== null)
    return texts.flowName(called(change.ends.source), called(change.ends.target))
  return elementName(change, language, kind)
}
