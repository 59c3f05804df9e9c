// usage: npx tsx /tmp/look.mts <login> <lang> <width> path...
import { chromium } from 'playwright-core'
import { ServedHouse } from '../test/support/served-house.ts'
const [login, lang, width, ...paths] = process.argv.slice(2)
const h = await ServedHouse.open('2027-04-12T10:00:00+03:00', {restarts:false})
const url = (h as any).url()
const b = await chromium.launch({executablePath:'/usr/bin/chromium', args:['--no-sandbox']})
const p = await b.newPage({viewport:{width:Number(width),height:900}})
p.on('console', m => console.log('console', m.text())); p.on('pageerror', e => console.log('pageerror', e.message))
await p.goto(url+'/login?lang='+lang)
await p.fill('#user', login!); await p.fill('#password','ritums-paraugs'); await p.keyboard.press('Enter'); await p.waitForURL('**/tasks**')
let i=0
for (const path of paths) {
  if (path.startsWith('click:')) { await p.getByRole('button',{name:path.slice(6)}).or(p.getByRole('link',{name:path.slice(6)})).first().click(); await p.waitForTimeout(900); await p.waitForLoadState() }
  else if (path.startsWith('fill:')) { const [l,v]=path.slice(5).split('='); await p.getByLabel(l!).first().fill(v!) }
  else await p.goto(url+path)
  await p.screenshot({path:`/tmp/shots-owner/${login}-${lang}-${width}-${i}.png`, fullPage:true}); console.log(i, p.url(), await p.title()); i++
}
await b.close(); await h.close()
