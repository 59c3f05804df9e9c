/**
 * Pictures of pages, for people to look at. To draw a whole page takes the processor longer than all that is asked of it,
 * so they are kept where somebody asks for them: `PICTURES=on`, as `npm run test:long` does.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { projectRoot } from '../../../../api/project-root.ts'

const FOLDER = join(projectRoot(), 'test-artefacts', 'pages')
const ARE_KEPT = process.env['PICTURES'] === 'on'

/** Keeps the whole page as it is now, where pictures are kept at all. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  if (!ARE_KEPT) return
  mkdirSync(FOLDER, { recursive: true })
  await page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true })
}
