import { fieldProps, type Said } from '../shared/parts/field.tsx'
import { ActionButton } from './action-button.tsx'
import { registerOf } from './control-kind.ts'
import type { Choice, Drawing, Reading } from './control.ts'
import { idOf, type FieldShape } from './field-shape.ts'
import { classOf, Frame, typedIn } from './frame.tsx'
import { Options, type Option } from './options.tsx'
import { CONTROL_TEXTS } from './texts.ts'

export interface ReferenceSearchProps {
  readonly field: FieldShape
  readonly drawing: Drawing
  readonly said: Said
  /** Several records can be chosen. */
  readonly several: boolean
}

/**
 * Records of a large register: what is chosen, and words to look for more. Without scripts the page comes back with what was
 * found; with them `forms/ui/islands/reference.ts` finds while one types.
 */
export function ReferenceSearch({ field, drawing, said, several }: ReferenceSearchProps) {
  const texts = CONTROL_TEXTS[drawing.language]
  const register = registerOf(field.schema) ?? ''
  const id = idOf(field.name)
  const chosen = drawing.typed.getAll(field.name).filter((one) => one !== '')
  const found = drawing.choices.found?.[field.name]
  const offered: readonly Option[] = [
    ...chosen.map((one) => ({ value: one, label: labelOf(one, register, drawing) })),
    ...(found ?? [])
      .filter((choice) => !chosen.includes(choice.id))
      .map((choice) => ({ value: choice.id, label: <ChoiceLabel choice={choice} /> })),
    ...(several || field.need === 'required' || chosen.length === 0 ? [] : [{ value: '', label: texts.notStated }]),
  ]
  const here = drawing.asked?.kind === 'find' && drawing.asked.field === field.name
  const words = typedIn(`${field.name}/find`, drawing)
  // Words that have been looked for need not be looked for again when the form is sent.
  const soughtBefore = here ? words : typedIn(`${field.name}/found`, drawing)
  return (
    <Frame field={field} drawing={drawing} said={said} group>
      <div
        class="ritums-reference"
        data-reference={register}
        data-name={field.name}
        data-several={several ? 'true' : 'false'}
        data-optional={field.need === 'required' ? 'false' : 'true'}
        data-texts={JSON.stringify({
          none: texts.foundNone,
          failed: texts.searchFailed,
          results: texts.results('{count}'),
          picked: texts.picked('{label}'),
          notStated: texts.notStated,
        })}
      >
        {soughtBefore !== '' && <input type="hidden" name={`${field.name}/found`} value={soughtBefore} />}
        <div data-chosen>
          {offered.length > 0 && (
            <Options
              kind={several ? 'checkbox' : 'radio'}
              name={field.name}
              options={offered}
              chosen={chosen}
              firstId={`${id}-choice`}
              invalid={said.error !== undefined}
              autofocus={here && (found?.length ?? 0) > 0}
            />
          )}
        </div>
        {here && found?.length === 0 && <p class="govuk-body">{words === '' ? texts.wordsMissing : texts.foundNone}</p>}
        <label class="govuk-label ritums-reference__label" for={id}>
          {texts.findLabel}
        </label>
        <div class="ritums-reference__search">
          <input
            class={classOf('govuk-input', said, 'govuk-input--width-20')}
            type="text"
            name={`${field.name}/find`}
            value={words}
            autocomplete="off"
            spellcheck={false}
            {...fieldProps(id, said)}
            {...(here && (found?.length ?? 0) === 0 ? { autofocus: true } : {})}
          />
          <ActionButton action={{ kind: 'find', field: field.name, register, words }} drawing={drawing} to={id}>
            {texts.find}
            <span class="govuk-visually-hidden">{texts.about(field.texts.label)}</span>
          </ActionButton>
        </div>
      </div>
    </Frame>
  )
}

function ChoiceLabel({ choice }: { readonly choice: Choice }) {
  return (
    <>
      {choice.label}
      {choice.note !== undefined && <span class="ritums-optional"> {choice.note}</span>}
    </>
  )
}

/** @returns what people call a record; its id where the page did not look it up */
export function labelOf(id: string, register: string, { choices }: Pick<Drawing, 'choices'>): string {
  const listed = listedIn(choices.lists, register)?.find((choice) => choice.id === id)
  const labels = Object.hasOwn(choices.labels, register) ? choices.labels[register] : undefined
  return listed?.label ?? (labels && Object.hasOwn(labels, id) ? labels[id] : undefined) ?? id
}

/** @returns all records of a small register; undefined of a large one */
export function listedIn(
  lists: { readonly [register: string]: readonly Choice[] },
  register: string,
): readonly Choice[] | undefined {
  return Object.hasOwn(lists, register) ? lists[register] : undefined
}

/** Tells what to look for: words that were not looked for yet. @param settled whatever the words, a record is chosen */
export function readSearch(field: FieldShape, reading: Reading, settled: boolean): void {
  const words = reading.text(`${field.name}/find`)
  const soughtBefore = reading.text(`${field.name}/found`)
  reading.search(field, registerOf(field.schema) ?? '', words, settled || words === soughtBefore)
}
