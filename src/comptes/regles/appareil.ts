/** « Firefox sur Android » : assez pour reconnaître son téléphone, rien de plus n'est gardé. */
export function decrireAppareil(userAgent: string): string {
  return `${navigateur(userAgent)} sur ${systeme(userAgent)}`;
}

function navigateur(ua: string): string {
  if (/Edg(e|A|iOS)?\//.test(ua)) return 'Edge';
  if (/OPR\//.test(ua)) return 'Opera';
  if (/SamsungBrowser\//.test(ua)) return 'Samsung Internet';
  if (/Firefox\/|FxiOS\//.test(ua)) return 'Firefox';
  if (/Chrome\/|CriOS\//.test(ua)) return 'Chrome';
  if (/Safari\//.test(ua)) return 'Safari';
  return 'Un navigateur';
}

function systeme(ua: string): string {
  if (/iPhone/.test(ua)) return 'iPhone';
  if (/iPad/.test(ua)) return 'iPad';
  if (/Android/.test(ua)) return 'Android';
  if (/Windows/.test(ua)) return 'Windows';
  if (/Mac OS X|Macintosh/.test(ua)) return 'Mac';
  if (/Linux|X11/.test(ua)) return 'Linux';
  return 'un appareil inconnu';
}
