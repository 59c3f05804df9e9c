import { chromium } from 'playwright-core'
import { ServedHouse } from '../test/support/served-house.ts'
import { MORNING, tellCase } from '../test/forms/ui/cases/told-case.ts'
const [login, lang, width, ...paths] = process.argv.slice(2)
const h = await ServedHouse.open(MORNING, {restarts:false})
let told: any = {}
try { told = await tellCase(h) } catch (e) { console.log('STORY', (e as Error).message) }
console.log(told)
const url = (h as any).url()
const b = await chromium.launch({executablePath:'/usr/bin/chromium', args:['--no-sandbox']})
const p = await b.newPage({viewport:{width:Number(width),height:900}})
p.on('console', m => console.log('console', m.text())); p.on('pageerror', e => console.log('pageerror', e.message))
await p.goto(url+'/login?lang='+lang)
await p.fill('#user', login!); await p.fill('#password','ritums-paraugs'); await p.keyboard.press('Enter'); await p.waitForURL('**/tasks**')
let i=0
for (const raw of paths) {
  const path = raw.replace('APP', told.application).replace('INC', told.incident)
  const t = Date.now()
  if (path.startsWith('click:')) { await p.getByRole('button',{name:path.slice(6)}).or(p.getByRole('link',{name:path.slice(6)})).first().click(); await p.waitForTimeout(1500); await p.waitForLoadState() }
  else if (path.startsWith('fill:')) { const [l,v]=path.slice(5).split('='); await p.getByLabel(l!).first().fill(v!) }
  else await p.goto(url+path)
  await p.screenshot({path:`/tmp/shots/cases/${login}-${lang}-${width}-${i}.png`, fullPage:true}); console.log(i, p.url(), await p.title(), Date.now()-t); i++
}
await b.close(); await h.close()
