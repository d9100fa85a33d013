import { chromium } from '@playwright/test';
const site='http://localhost:3456';
const [,, qui, ...chemins]=process.argv;
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu','--disable-quic','--disable-background-networking']});
for (const [l,sombre] of [[360,false],[768,false],[1280,true]]) {
  const c=await b.newContext({viewport:{width:l,height:900},locale:'fr-FR',colorScheme:sombre?'dark':'light'});
  const p=await c.newPage();
  await p.goto(site+'/connexion'); await p.fill('[name=identifiant]',qui); await p.fill('[name=mot_de_passe]','Marronnier-2026'); await p.getByRole('button',{name:'Se connecter'}).click(); await p.waitForURL(/\/(famille|agent)/);
  for (const ch of chemins) { await p.goto(site+ch); const nom=ch.replaceAll('/','_').replaceAll('?','-'); 
    const deb=await p.evaluate(()=>document.documentElement.scrollWidth>innerWidth?document.documentElement.scrollWidth:0); if(deb) console.log('DEBORDE',l,ch,deb);
    await p.screenshot({path:`/tmp/vues/${nom}.${l}.png`,fullPage:true}); }
  await c.close();
}
await b.close();
