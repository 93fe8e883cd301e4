import type { Api, Shop } from './shop';

/** Whose incidents are the same in each run. */
export const own = {
  email: 'tomas@example.com',
  password: 'tetera de hierro azul',
  product: 'Tetera Roble'
};

/** The portal's pages that need no session. */
export const ofEverybody = [
  '/',
  '/abrir/pedido',
  '/abrir/productos',
  '/abrir/motivo',
  '/abrir/detalle',
  '/abrir/solucion',
  '/abrir/contacto',
  '/seguir',
  '/verificar',
  '/entrar',
  '/entrar/enlace',
  '/registro',
  '/contrasena',
  '/verify',
  '/reset',
  '/email',
  '/access',
  '/cuenta/preferencias',
  '/ayuda',
  '/accesibilidad',
  '/privacidad',
  '/reclamar',
  '/consola',
  '/desk/invitation'
];

/** Those of a customer who is signed in, with incidents of one's own. */
export async function ofCustomers(shop: Shop): Promise<string[]> {
  const customer = await shop.as('customers', own.email, own.password);
  const { items } = await customer.get('/my/incidents');
  const of = (status: string): string =>
    items.find((one: { status: string }) => one.status === status).reference as string;
  return [
    '/',
    '/cuenta',
    '/cuenta/datos',
    '/cuenta/preferencias',
    '/abrir/pedido',
    `/i/${of('in_progress')}`,
    `/i/${of('resolution_proposed')}`,
    `/i/${of('resolution_proposed')}/propuesta`,
    `/i/${of('closed')}`,
    `/i/${of('closed')}/valorar`,
    `/i/${of('closed')}/reabrir`
  ];
}

/** Every screen of the console that a supervisor may see, with incidents of the demonstration. */
export async function ofSupervisors(shop: Shop): Promise<string[]> {
  const supervisor = await shop.supervisor();
  const ours = `product=${encodeURIComponent(own.product)}`;
  const { items } = await supervisor.get(`/incidents?status=in_progress&${ours}`);
  const { items: proposed } = await supervisor.get(`/incidents?status=resolution_proposed&${ours}`);
  const one = items[0];
  const [template] = (await supervisor.get('/employees/templates')).items;
  const [view] = (await supervisor.get('/employees/views')).items;
  return [
    '/consola/cola/mias',
    '/consola/cola/sin-asignar',
    '/consola/cola/equipo',
    '/consola/cola/vencen-hoy',
    '/consola/cola/espera',
    '/consola/cola/todas?status=closed',
    '/consola/cola/todas?tag=tetera',
    '/consola/cola/todas?tag=nobody-has-this',
    `/consola/i/${one.reference}`,
    `/consola/i/${proposed[0].reference}`,
    `/consola/i/${one.reference}/propuesta`,
    `/consola/i/${one.reference}/fusionar`,
    '/consola/i/AAAA-AAAA-AAAA',
    `/consola/cliente/${one.customer_id}`,
    '/consola/nueva',
    '/consola/buscar?q=tetera',
    '/consola/buscar',
    '/consola/panel',
    `/consola/panel?${ours}`,
    `/consola/panel/productos?${ours}`,
    '/consola/panel/antiguedad',
    '/consola/escaladas',
    '/consola/aprobaciones',
    '/consola/carga',
    '/consola/admin/auditoria',
    '/consola/admin/derechos',
    '/consola/avisos',
    '/consola/avisos?ver=todos',
    '/consola/yo',
    '/consola/admin/plantillas',
    '/consola/admin/plantillas/nueva',
    `/consola/admin/plantillas/${template.id}`,
    `/consola/cola/${view.id}?${view.query}`,
    '/consola/nada',
    '/consola/admin/personas' // 403 for a supervisor
  ];
}

export const ofAdministrators = [
  '/consola/panel',
  '/consola/admin/personas',
  '/consola/admin/equipos',
  '/consola/admin/tokens',
  '/consola/admin/categorias',
  '/consola/admin/plantillas',
  '/consola/admin/plantillas/nueva',
  '/consola/admin/derechos',
  '/consola/admin/auditoria'
];

/** A template of the shop's, a view, and a customer with incidents of each kind, which the demonstration has none of. */
export async function furnish(shop: Shop): Promise<void> {
  const supervisor = await shop.supervisor();
  await supervisor.post('/employees/templates', {
    name: 'Pedir fotos',
    owner: 'shop',
    texts: {
      es: 'Hola, {{customer_name}}: ¿nos mandas una foto de {{product}}?'
    }
  });
  await supervisor.post('/employees/views', {
    name: 'Urgentes',
    owner: 'shop',
    query: 'priority=urgent&sort=deadline'
  });
  await openTeapots(shop, supervisor);
}

async function openTeapots(shop: Shop, supervisor: Api): Promise<void> {
  await fetch(`${shop.base}/api/v1/customers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: own.email,
      password: own.password,
      first_name: 'Tomás',
      last_name: 'Gil'
    })
  });
  const customer = await shop.as('customers', own.email, own.password);
  const opened = async (subject: string): Promise<string> =>
    (
      await customer.post('/my/incidents', {
        subject,
        description: 'Una descripción de lo que pasa.',
        points: ['Que se cambie', 'Que se pague el envío'],
        order: { reference: 'P-20260', product: own.product }
      })
    ).reference;
  const change = async (reference: string, body: object): Promise<void> => {
    const { version } = await supervisor.get(`/incidents/${reference}`);
    await supervisor.call('PATCH', `/incidents/${reference}`, body, {
      'if-match': `"${version}"`
    });
  };
  await change(await opened('La tetera gotea'), {
    tags: ['tetera'],
    priority: 'urgent'
  });

  const taken = await opened('La tetera no silba');
  await supervisor.post(`/incidents/${taken}/take`);
  await supervisor.post(`/incidents/${taken}/messages`, {
    body: '¿Silba si se llena a medias?',
    visibility: 'public'
  });
  await customer.post(`/my/incidents/${taken}/messages`, { body: 'Tampoco.' });
  await supervisor.post(`/incidents/${taken}/messages`, {
    body: 'Pedir la pieza al fabricante.',
    visibility: 'internal'
  });
  await change(taken, { tags: ['tetera'] });

  const proposed = await opened('La tetera llegó sin tapa');
  await supervisor.propose(proposed, ['upheld', 'rejected']);

  const settled = await opened('La tetera se oxida');
  await supervisor.propose(settled, ['upheld', 'upheld']);
  await customer.post(`/my/incidents/${settled}/acceptance`);
}
