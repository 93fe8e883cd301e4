import { expect, it } from 'vitest';
import { desk, focused, look, lookTwice, phone, setUp } from './harness';
import { until } from './until';

const { shop, open, signIn, signInEmployee } = setUp();

const incident = (subject: string, points: string[] = []) => shop.opened(subject, { points, category: 'defect' });

it('takes, answers and proposes; the customer accepts; both see it settled', async () => {
  const reference = await incident('La batidora huele a quemado', ['Una batidora nueva', 'Los gastos de envío']);
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/cola/sin-asignar');
  const row = page.getByRole('row', { name: /La batidora huele a quemado/ });
  await row.waitFor();
  await look(page);
  await row.getByRole('link').click();
  await page.getByRole('heading', { name: 'La batidora huele a quemado' }).waitFor();
  await page.getByRole('button', { name: 'Tomar', exact: true }).click();
  await page.getByText('Has tomado', { exact: false }).waitFor();
  await page.getByText('En curso', { exact: true }).first().waitFor();

  // A note stays with the team; an answer reaches the customer.
  await page.getByRole('tab', { name: 'Nota interna' }).click();
  await page.getByLabel('Nota para el equipo').fill('Secreto: es la tercera de este lote.');
  await page.getByRole('button', { name: 'Guardar nota interna' }).click();
  await page.getByRole('article').getByText('Secreto: es la tercera de este lote.').waitFor();
  await page.getByRole('tab', { name: 'Responder' }).click();
  await page.getByLabel('Mensaje para Lucía Navarro Gil').fill('Hola, Lucía: la recogemos mañana.');
  await page.getByRole('button', { name: 'Enviar a Lucía Navarro Gil' }).click();
  await page.getByRole('article').getByText('Hola, Lucía: la recogemos mañana.').waitFor();
  // A live event may show the message before its answer empties the field.
  await until(async () => (await page.getByLabel('Mensaje para Lucía Navarro Gil').inputValue()) === '');
  await lookTwice(page);

  const customer = await open(desk);
  await signIn(customer);
  await customer.goto(`/i/${reference}`);
  await customer.getByRole('article').getByText('Hola, Lucía: la recogemos mañana.').waitFor();
  expect(await customer.content()).not.toContain('Secreto');

  await page.getByRole('link', { name: 'Proponer solución' }).click();
  await page.getByRole('heading', { name: 'Proponer una solución' }).waitFor();
  await page.getByRole('button', { name: /Enviar propuesta/ }).click();
  await page.getByRole('heading', { name: 'Hay un problema' }).waitFor();
  await look(page);
  const points = page.locator('section.point');
  await points.nth(0).getByLabel('Se acepta', { exact: true }).check();
  await points.nth(0).getByLabel('Por qué').fill('Está en garantía.');
  await points.nth(1).getByLabel('Se rechaza').check();
  await points.nth(1).getByLabel('Por qué').fill('El envío fue gratuito.');
  await page.getByLabel('Producto nuevo').check();
  await page.getByText('Se acepta en parte · Producto nuevo').waitFor();
  await lookTwice(page);
  await page.getByLabel('Producto nuevo').press('Control+Enter');
  await page.getByText('Propuesta enviada', { exact: true }).first().waitFor();
  await page.getByRole('heading', { name: 'La batidora huele a quemado' }).waitFor();

  await (await shop.lucia()).post(`/my/incidents/${reference}/acceptance`);
  await page.getByText('Resuelta, confirmada').first().waitFor();
  await page.getByText('Lucía Navarro Gil acepta la propuesta: resuelta').waitFor();
  await lookTwice(page);
});

it('keeps both drafts over a reload, and stops a reply that a newer message overtook', async () => {
  const reference = await incident('La tele se apaga sola');
  await (await shop.ana()).post(`/incidents/${reference}/take`);
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  const reply = page.getByLabel('Mensaje para Lucía Navarro Gil');
  await reply.fill('¿Ha probado con otro enchufe?');
  await page.getByRole('tab', { name: 'Nota interna' }).click();
  await page.getByLabel('Nota para el equipo').fill('Pendiente de mirar el modelo.');
  // What is written is kept on each pause.
  const keptDrafts = () =>
    page.evaluate(
      () =>
        new Promise<number>(done => {
          const request = indexedDB.open('resuelve', 1);
          request.onupgradeneeded = () => request.transaction?.abort(); // the page makes it, with what it keeps first
          request.onerror = () => done(0);
          request.onsuccess = () => {
            const all = request.result.transaction('kept').objectStore('kept').getAllKeys();
            all.onsuccess = () => {
              request.result.close();
              done(all.result.filter(key => String(key).startsWith('write:')).length);
            };
          };
        })
    );
  await until(async () => (await keptDrafts()) === 2);
  await page.reload();
  await page.getByRole('tab', { name: 'Nota interna' }).click();
  await until(
    async () => (await page.getByLabel('Nota para el equipo').inputValue()) === 'Pendiente de mirar el modelo.'
  );
  await page.getByRole('tab', { name: 'Responder' }).click();
  await until(async () => (await reply.inputValue()) === '¿Ha probado con otro enchufe?');

  // The customer writes first: nothing is sent until that is read, and nothing is lost.
  await (
    await shop.lucia()
  ).post(`/my/incidents/${reference}/messages`, {
    body: 'Con otro enchufe va bien.'
  });
  await page.getByRole('button', { name: 'Enviar a Lucía Navarro Gil' }).click();
  await page.getByText(/Lucía Navarro Gil ha escrito .*mientras escribías/).waitFor();
  await look(page);
  expect(await reply.inputValue()).toBe('¿Ha probado con otro enchufe?');
  await page.getByRole('button', { name: 'Ver', exact: true }).click();
  expect(await focused(page)).toContain('Lucía Navarro Gil');
  await reply.fill('Entonces es el enchufe.');
  await reply.press('Control+Enter');
  await page.getByRole('article').getByText('Entonces es el enchufe.').waitFor();
  const { items } = await (await shop.ana()).get(`/incidents/${reference}/timeline`);
  expect(items.filter((one: { body: { text?: string } }) => one.body?.text?.includes('enchufe'))).toHaveLength(2);
});

it('stops a reply that a colleague overtook, which is then sent all the same, knowingly and once', async () => {
  const reference = await incident('La lámpara parpadea');
  const ana = await shop.ana();
  await ana.post(`/incidents/${reference}/take`);
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  const reply = page.getByLabel('Mensaje para Lucía Navarro Gil');
  await reply.fill('Le enviamos otra bombilla.');
  const colleague = await shop.supervisor();
  await colleague.post(`/incidents/${reference}/messages`, { body: 'Estamos mirando el lote.', visibility: 'public' });
  await page.getByRole('button', { name: 'Enviar a Lucía Navarro Gil' }).click();
  await page.getByText(/ha escrito .*mientras escribías/).waitFor();
  const sent = async () => {
    const { items } = await (await shop.lucia()).get(`/my/incidents/${reference}/timeline`);
    return items.filter((one: { body: { text?: string } }) => one.body?.text === 'Le enviamos otra bombilla.').length;
  };
  expect(await sent()).toBe(0);
  await lookTwice(page);
  await page.getByRole('button', { name: 'Enviar igualmente' }).click();
  await page.getByRole('article').getByText('Le enviamos otra bombilla.').waitFor();
  expect(await sent()).toBe(1);
});

it('combines what two employees change; where both changed the same, mine, theirs and discarding each end right', async () => {
  const reference = await incident('El reloj atrasa');
  const supervisor = await shop.supervisor();
  const change = async (body: unknown) => {
    const { version } = await supervisor.get(`/incidents/${reference}`);
    await supervisor.call('PATCH', `/incidents/${reference}`, body, {
      'if-match': `"${version}"`
    });
  };
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  await page.getByRole('heading', { name: 'El reloj atrasa' }).waitFor();

  await page.getByRole('button', { name: 'Cambiar', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Alta', { exact: true }).check();
  await change({ tags: ['reloj'] });
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await page.getByText('Combinado con un cambio de Rosa Marín').waitFor();
  let now = await supervisor.get(`/incidents/${reference}`);
  expect(now).toMatchObject({ priority: 'high', tags: ['reloj'] });

  await page.getByRole('button', { name: 'Cambiar', exact: true }).click();
  await dialog.getByLabel('Urgente', { exact: true }).check();
  await change({ priority: 'low' });
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  const clash = dialog.getByRole('heading', { name: 'Alguien lo ha cambiado mientras editabas' });
  await clash.waitFor();
  // The focus is where it is told, not on what overwrites.
  expect(await focused(page)).toContain('Rosa Marín ha cambiado esto mientras editabas');
  await dialog.getByText(/Lo que ha puesto Rosa Marín, \d+ de .+ de \d{4}\D+\d+:\d\d/).waitFor();
  await lookTwice(page);
  // Nothing is overwritten without a decision.
  now = await supervisor.get(`/incidents/${reference}`);
  expect(now.priority).toBe('low');
  await dialog.getByLabel(/Urgente/).check();
  await dialog.getByLabel(/Urgente/).press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  now = await supervisor.get(`/incidents/${reference}`);
  expect(now.priority).toBe('urgent');
  await page.getByRole('complementary').getByText('Urgente').waitFor();

  // Theirs: what they chose stays, and what only this person changed goes on top.
  await page.getByRole('button', { name: 'Cambiar', exact: true }).click();
  await dialog.getByLabel('Alta', { exact: true }).check();
  await dialog.getByLabel(/^Etiquetas/).fill('reloj, taller');
  await change({ priority: 'normal' });
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await clash.waitFor();
  expect(await dialog.getByLabel(/Lo que ha puesto Rosa Marín/).isChecked()).toBe(true);
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await dialog.waitFor({ state: 'detached' });
  now = await supervisor.get(`/incidents/${reference}`);
  expect(now).toMatchObject({ priority: 'normal', tags: ['reloj', 'taller'] });

  // Discarding: nothing of it is sent, and what is there now is shown.
  await page.getByRole('button', { name: 'Cambiar', exact: true }).click();
  await dialog.getByLabel('Urgente', { exact: true }).check();
  await dialog.getByLabel(/^Etiquetas/).fill('nada de esto');
  await change({ priority: 'high' });
  await dialog.getByRole('button', { name: 'Guardar' }).click();
  await clash.waitFor();
  await dialog.getByRole('button', { name: 'Descartar lo mío' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('complementary').getByText('Alta').waitFor();
  now = await supervisor.get(`/incidents/${reference}`);
  expect(now).toMatchObject({ priority: 'high', tags: ['reloj', 'taller'] });
  await page.getByRole('button', { name: 'Cambiar', exact: true }).click();
  expect(await dialog.getByLabel('Alta', { exact: true }).isChecked()).toBe(true);
});

it('merges two incidents of a customer, and a supervisor undoes it', async () => {
  const first = await incident('El horno no gratina');
  const second = await incident('Otra vez lo del horno');
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.goto(`/consola/i/${second}/fusionar`);
  await page.getByRole('heading', { name: 'Fusionar con otra incidencia' }).waitFor();
  await page.getByLabel(/El horno no gratina/).check();
  await page.getByRole('heading', { name: 'Sigue abierta' }).waitFor();
  await lookTwice(page);
  await page.getByLabel(/El horno no gratina/).press('Control+Enter');
  await page.waitForURL(`**/consola/i/${first}`);
  await page.getByText(`ha fusionado aquí ${second}`, { exact: false }).waitFor();
  await page.goto(`/consola/i/${second}`);
  await page.getByText('Esta incidencia está fusionada en otra.').waitFor();
  await page.locator('main header .badge').getByText(`Fusionada en ${first}`).waitFor();
  await look(page);

  await page.goto('/consola/cola/todas?closed_as=merged');
  await page.getByRole('row', { name: new RegExp(`Otra vez lo del horno.*Fusionada en ${first}`) }).waitFor();
  await page.goto(`/consola/i/${second}`);

  // For the customer one goes on; the other leads there.
  const customer = await open(phone);
  await signIn(customer);
  await customer.goto(`/i/${second}`);
  await customer.getByText('Unida a otra incidencia tuya', { exact: false }).first().waitFor();
  expect(await customer.getByRole('button', { name: 'Enviar mensaje' }).count()).toBe(0);
  await customer.getByRole('link', { name: 'Ver «El horno no gratina»' }).click();
  await customer.waitForURL(`**/i/${first}`);
  await customer.getByRole('button', { name: 'Enviar mensaje' }).waitFor();
  await look(customer);
  await page.getByRole('button', { name: 'Más acciones' }).click();
  await page.getByRole('menuitem', { name: 'Deshacer la fusión' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deshacer la fusión' }).click();
  await page.getByText('ha deshecho la fusión', { exact: false }).waitFor();
  expect((await (await shop.supervisor()).get(`/incidents/${second}`)).status).toBe('registered');
});

it('opens on behalf of a customer who is on the telephone', async () => {
  await incident('Ya tenía una abierta');
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto('/consola/nueva');
  await page.getByLabel('Buscar cliente').fill('luc');
  await page.getByRole('button', { name: /lucia@example.com/ }).click();
  await page.getByText('Tiene abiertas:').waitFor();
  await page.getByRole('button', { name: 'Crear incidencia' }).click();
  await page.getByRole('heading', { name: 'Hay un problema' }).waitFor();
  await look(page);
  await page.getByLabel('En una frase').fill('La plancha gotea');
  await page.getByLabel('Con detalle').fill('Llama para decir que gotea al planchar.');
  await page.getByLabel(/Lo que pide/).fill('Otra plancha\nQue la recojan');
  await page.getByLabel(/Lo que pide/).press('Control+Enter');
  await page.getByRole('heading', { name: 'La plancha gotea' }).waitFor();
  await page.getByText('Que la recojan').first().waitFor();
  await lookTwice(page);
});

it('asks to sign in again in place when the session ends, and then does what was asked, once', async () => {
  const reference = await incident('La sesión se acaba a mitad');
  const page = await open(desk);
  await signInEmployee(page);
  await page.goto(`/consola/i/${reference}`);
  const reply = page.getByLabel('Mensaje para Lucía Navarro Gil');
  await reply.fill('Esto no se pierde.');
  // What the page asks for beside has come: the act alone finds the session ended.
  await page.getByRole('link', { name: /^Mías.*\d/ }).waitFor();
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Enviar a Lucía Navarro Gil' }).click();
  const dialog = page.getByRole('dialog', { name: 'Tu sesión ha terminado' });
  await dialog.waitFor();
  await look(page);
  await dialog.getByLabel('Contraseña').fill('faro-nube-cuchara-7');
  await dialog.getByRole('button', { name: 'Entrar', exact: true }).click();
  await page.getByRole('article').getByText('Esto no se pierde.').waitFor();
  const { items } = await (await shop.ana()).get(`/incidents/${reference}/timeline`);
  expect(items.filter((one: { body: { text?: string } }) => one.body?.text === 'Esto no se pierde.')).toHaveLength(1);
});

it('says how an incident stands when it does not allow an act any more, who made it so, and what is possible', async () => {
  const reference = await incident('La tostadora salta');
  const ana = await shop.ana();
  await ana.post(`/incidents/${reference}/take`);
  const page = await open(desk);
  await signInEmployee(page);
  // What the page does not hear of: somebody else is faster.
  await page.route(/\/api\/v1\/events/, route => route.abort());
  await page.goto(`/consola/i/${reference}`);
  await page.getByRole('tab', { name: 'Preguntar' }).click();
  const question = page.getByLabel('Pregunta para Lucía Navarro Gil');
  await question.fill('¿Salta siempre?');
  const pablo = await shop.pablo();
  await pablo.propose(reference, ['upheld']);

  await question.press('Control+Enter');
  const refusal = page.getByRole('alert').filter({ hasText: 'Esto no se puede hacer ahora' });
  await refusal.getByText('Propuesta enviada').waitFor();
  await refusal.getByText('La ha dejado así Pablo Sanz').waitFor();
  expect(await question.inputValue()).toBe('¿Salta siempre?');
  expect(await refusal.getByRole('button', { name: 'Preguntar' }).count()).toBe(0);
  await lookTwice(page);
  // What is possible begins from there.
  await refusal.getByRole('button', { name: 'Responder' }).click();
  await page.getByLabel('Mensaje para Lucía Navarro Gil').waitFor();
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
  expect(await page.getByRole('tab', { name: 'Preguntar' }).count()).toBe(0);

  // Merging and a proposal are refused alike, and lead back.
  const other = await incident('Otra vez la tostadora');
  await pablo.post(`/incidents/${other}/take`);
  await page.goto(`/consola/i/${other}/propuesta`);
  await page.getByRole('group', { name: 'Qué decidimos' }).getByLabel('Se acepta', { exact: true }).check();
  await page.getByLabel('Por qué').fill('Está en garantía.');
  await page.getByLabel('Producto nuevo').check();
  await pablo.post(`/incidents/${other}/merge`, { into: reference });
  await page.getByRole('button', { name: 'Enviar propuesta a Lucía Navarro Gil' }).click();
  await refusal.getByText(/Fusionada/).waitFor();
  await refusal.getByText('La ha dejado así Pablo Sanz').waitFor();
  expect(await page.getByLabel('Por qué').inputValue()).toBe('Está en garantía.');
  await look(page);
  await refusal.getByRole('button', { name: 'Nota interna' }).click();
  await page.waitForURL(`**/consola/i/${other}`);
  await page.getByLabel('Nota para el equipo').waitFor();
});

it('says of two that cannot be merged which one has changed, and of a dialog what is possible in its place', async () => {
  const first = await incident('El flexo se cae');
  const second = await incident('El flexo otra vez');
  const page = await open(desk);
  await signInEmployee(page, 'supervision');
  await page.route(/\/api\/v1\/events/, route => route.abort());
  await page.goto(`/consola/i/${second}/fusionar`);
  await page.getByLabel(/El flexo se cae/).check();
  await page.getByRole('heading', { name: 'Sigue abierta' }).waitFor();
  const pablo = await shop.pablo();
  await pablo.post(`/incidents/${first}/spam`);
  await page.getByRole('button', { name: 'Fusionar' }).click();
  const refusal = page.getByRole('alert').filter({ hasText: 'Esto no se puede hacer ahora' });
  await refusal.getByText('Correo no deseado').waitFor();
  await refusal.getByText(first).waitFor();
  await look(page);

  await page.goto(`/consola/i/${second}`);
  await page.getByRole('button', { name: 'Más acciones' }).click();
  await page.getByRole('menuitem', { name: 'Escalar' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(/Por qué/).fill('Lleva un mes.');
  await pablo.post(`/incidents/${second}/spam`);
  await dialog.getByRole('button', { name: 'Escalar' }).click();
  await refusal.getByText('La ha dejado así Pablo Sanz').waitFor();
  expect(await dialog.getByLabel(/Por qué/).inputValue()).toBe('Lleva un mes.');
  await lookTwice(page);
  await refusal.getByRole('button', { name: 'Reabrir' }).click();
  await dialog.getByRole('heading', { name: `Reabrir ${second}` }).waitFor();
});
