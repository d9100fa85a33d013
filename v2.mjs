import { chromium } from '@playwright/test';
const site='http://localhost:3456';
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
for (const [l,d] of [[360,'light'],[1280,'dark']]) {
const c=await b.newContext({viewport:{width:l,height:900},locale:'fr-FR',colorScheme:d}); const p=await c.newPage();
await p.goto(site+'/connexion'); await p.fill('[name=identifiant]','admin.leroy'); await p.fill('[name=mot_de_passe]','Marronnier-2026'); await p.getByRole('button',{name:'Se connecter'}).click(); await p.waitForURL(/agent/);
let n=0; const s=async()=>p.screenshot({path:`/tmp/vues/imp${l}-${n++}.png`,fullPage:true});
for (const f of ['/tmp/f1.csv','/tmp/f2.csv']) { await p.goto(site+'/agent/imports'); if(f.includes('1')) await s(); await p.setInputFiles('[name=fichier]',f); await p.getByRole('button',{name:'Examiner'}).click(); await p.waitForLoadState(); await s(); }
if(l==1280){ await p.getByRole('button',{name:/Écrire/}).click(); await p.waitForLoadState(); await s(); await p.waitForSelector('text=écrites'); await s(); console.log(p.url()); }
await c.close(); }
await b.close();
