import { describe, expect, it } from 'vitest';
import { desk, focused, kept, look, lookTwice, narrow, phone, photo, setUp } from './harness';
import { until } from './until';

const { shop, open, signIn } = setUp();

describe('opening an incident', () => {
  it.each([
    ['on a phone', phone],
    ['at 400 % with forced colours', narrow]
  ])('works %s without an account, with two photos, and gives key, date and receipt', async (_, size) => {
    const page = await open(size);
    await page.goto('/');
    await lookTwice(page);
    await page.getByRole('link', { name: /Abrir una incidencia/ }).click();

    await page.getByRole('heading', { name: '¿De qué pedido se trata?' }).waitFor();
    await look(page);
    await page.getByLabel(/Número de pedido/).fill(' P-10300 ');
    await page.getByRole('button', { name: 'Continuar' }).click();

    await page.getByRole('heading', { name: '¿Qué producto es?' }).waitFor();
    expect(await focused(page)).toBe('¿Qué producto es?');
    await look(page);
    await page.getByLabel(/Producto/).fill('Plancha Vapor 3');
    await page.getByLabel(/Cuántas unidades/).fill('2');
    await page.getByRole('button', { name: 'Continuar' }).click();

    await page.getByRole('heading', { name: '¿Qué ha pasado?' }).waitFor();
    await look(page);
    await page.getByLabel('No funciona o funciona mal').check();
    await page.getByRole('button', { name: 'Continuar' }).click();

    await page.getByLabel('En una frase').fill('La plancha no calienta');
    await page
      .getByLabel('Qué ha pasado')
      .fill('Se enciende la luz, pero la suela sigue fría después de diez minutos.');
    await page
      .getByLabel(/Fotos o documentos/)
      .setInputFiles([await photo(page, 'suela.jpg'), await photo(page, 'luz.jpg')]);
    await page.getByText('luz.jpg', { exact: true }).waitFor();
    expect(await page.getByRole('list', { name: 'Archivos elegidos' }).getByRole('listitem').count()).toBe(2);
    await look(page);
    await page.getByRole('button', { name: 'Continuar' }).click();

    await page.getByLabel('Que me lo cambien por otro').check();
    await page.getByLabel(/Algo más/).fill('Que recojáis la vieja');
    await look(page);
    await page.getByRole('button', { name: 'Continuar' }).click();

    await page.getByLabel('Nombre y apellidos').fill('Íñigo Sanz');
    await page.getByLabel('Correo electrónico').fill('inigo.sanz@example.com');
    await look(page);
    await page.getByRole('button', { name: 'Continuar' }).click();

    await page.getByRole('heading', { name: 'Revisa y envía' }).waitFor();
    await lookTwice(page);
    await page.getByRole('button', { name: 'Enviar incidencia' }).click();

    await page.getByRole('heading', { name: 'Hemos recibido tu incidencia' }).waitFor();
    await lookTwice(page);
    const reference = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: /justificante \(PDF\)/ }).click()
    ]);
    expect(download.suggestedFilename()).toBe(`justificante-${reference}.pdf`);

    const supervisor = await shop.supervisor();
    const incident = await supervisor.get(`/incidents/${reference}`);
    expect(incident).toMatchObject({
      subject: 'La plancha no calienta',
      category: 'defect',
      attachments: 2,
      points: ['Que me lo cambien por otro', 'Que recojáis la vieja'],
      privacy_version: '1.0'
    });
    expect(incident.order).toMatchObject({ reference: 'P-10300', product: 'Plancha Vapor 3' });
    const files = await supervisor.get(`/incidents/${reference}/attachments`);
    expect(
      files.items.every((file: { entry: number | null; size: number }) => file.entry !== null && file.size < 1_000_000)
    ).toBe(true);
    const shown = await page.locator('time').first().getAttribute('datetime');
    expect(shown).toBe(incident.deadlines.answer_by);

    await page.getByRole('link', { name: 'Ver mi incidencia' }).click();
    await page.getByText('Adjunto 2 archivos.').waitFor();
    await look(page);
  });

  it('says what is wrong on each page, keeps the answers, and comes back from "Cambiar"', async () => {
    const page = await open();
    await page.goto('/abrir/motivo');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { name: 'Hay un problema' }).waitFor();
    expect(await focused(page)).toContain('Elige qué ha pasado.');
    expect(await page.title()).toMatch(/^Error: /);
    await look(page);
    await page.getByRole('link', { name: 'Elige qué ha pasado.' }).press('Enter');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('radio');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Continuar' }).click();

    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('link', { name: /Resume el problema/ }).waitFor();
    await look(page);
    await page.getByLabel('En una frase').fill('Llegó rota');
    await page.getByLabel('Qué ha pasado').fill('corto');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('link', { name: /al menos 10 caracteres/ }).waitFor();
    await page.getByLabel('Qué ha pasado').fill('La caja llegó abierta y el vaso roto.');
    await page.getByRole('button', { name: 'Continuar' }).click();

    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('link', { name: 'Elige qué te gustaría que hiciéramos.' }).waitFor();
    await page.getByLabel('Otra cosa').check();
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('link', { name: 'Escribe qué te gustaría que hiciéramos.' }).waitFor();
    await page.getByLabel('Que me devuelvan el dinero').check();
    await page.getByRole('button', { name: 'Continuar' }).click();

    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('link', { name: /Escribe tu nombre/ }).waitFor();
    await page.getByLabel('Nombre y apellidos').fill('Olga Prat');
    await page.getByLabel('Correo electrónico').fill('olga@example');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('link', { name: /debe ser como/ }).waitFor();
    await look(page);
    await page.getByLabel('Correo electrónico').fill(' olga@example.com ');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { name: 'Revisa y envía' }).waitFor();

    await page.getByRole('link', { name: /Cambiar.*En una frase/ }).click();
    await page.getByLabel('En una frase').fill('El vaso llegó roto');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { name: 'Revisa y envía' }).waitFor();
    expect(await page.locator('dl').textContent()).toContain('El vaso llegó roto');

    await page.getByRole('link', { name: /Cambiar.*Contacto/ }).click();
    expect(await page.getByLabel('Nombre y apellidos').inputValue()).toBe('Olga Prat');
    await page.getByRole('link', { name: 'Atrás' }).click();
    await page.getByRole('heading', { name: 'Revisa y envía' }).waitFor();

    await page.goto('/abrir/contacto');
    await page.getByRole('link', { name: 'Atrás' }).click();
    await page.getByRole('heading', { name: '¿Qué te gustaría que hiciéramos?' }).waitFor();
    expect(await page.getByLabel('Que me devuelvan el dinero').isChecked()).toBe(true);
    await page.getByRole('link', { name: 'Atrás' }).click();
    expect(await page.getByLabel('En una frase').inputValue()).toBe('El vaso llegó roto');
    await page.getByRole('link', { name: 'Atrás' }).click();
    await page.getByRole('heading', { name: '¿Qué ha pasado?' }).waitFor();
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(1);

    // Each page with an error of its own says it.
    await page.goto('/abrir/productos');
    await page.getByLabel(/Fecha de compra/).fill('2031-01-01');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('link', { name: 'Pon una fecha que ya haya pasado.' }).waitFor();
    await look(page);
    await page.getByLabel(/Fecha de compra/).fill('2026-01-05');
    await page.getByLabel(/Cuántas unidades/).fill('un par');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('link', { name: 'Escribe cuántas con cifras, de 1 a 1000.' }).waitFor();
    await page.getByLabel(/Cuántas unidades/).fill('');
    await page.getByRole('link', { name: 'Atrás' }).click();
    await page.getByLabel(/Número de pedido/).fill('9'.repeat(201));
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('link', { name: /Acorta el número de pedido/ }).waitFor();
    await look(page);
    await page.getByLabel(/Número de pedido/).fill('P-10999');
    await page.getByRole('button', { name: 'Continuar' }).click();
    expect(await page.getByLabel(/Fecha de compra/).inputValue()).toBe('2026-01-05');

    await page.reload();
    await page.goto('/abrir/detalle');
    expect(await page.getByLabel('Qué ha pasado').inputValue()).toBe('La caja llegó abierta y el vaso roto.');
  });

  it('loses nothing and sends once when sending fails twice', async () => {
    const page = await open();
    await page.goto('/abrir/motivo');
    await page.getByLabel('Faltan piezas o accesorios').check();
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByLabel('En una frase').fill('Falta el mando');
    await page.getByLabel('Qué ha pasado').fill('Abrí la caja y no venía el mando a distancia.');
    await page.getByLabel(/Fotos o documentos/).setInputFiles([await photo(page, 'caja.jpg')]);
    await page.getByText('caja.jpg', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByLabel('Que me envíen lo que falta').check();
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByLabel('Nombre y apellidos').fill('Marta Gil');
    await page.getByLabel('Correo electrónico').fill('marta.gil@example.com');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { name: 'Revisa y envía' }).waitFor();

    let failures = 0;
    await page.route(
      '**/api/v1/claims',
      async route => {
        failures++;
        if (failures === 1)
          return route.fulfill({
            status: 503,
            contentType: 'application/problem+json',
            body: JSON.stringify({ type: '/problems/unavailable', title: '', status: 503, trace_id: 'abc' })
          });
        await route.fetch(); // it arrives, but its answer does not
        return route.abort('connectionreset');
      },
      { times: 2 }
    );
    await page.getByRole('button', { name: 'Enviar incidencia' }).click();
    await page.getByText('Ahora mismo no podemos guardarlo').waitFor();
    await look(page);
    await page.getByRole('button', { name: 'Reintentar' }).click();
    await page.getByText('No hay conexión').waitFor();
    await page.getByText('Guardado en este dispositivo, sin enviar').waitFor();
    await page.reload();
    await page.getByText('Falta el mando', { exact: true }).waitFor();
    await page.getByText('Guardado en este dispositivo, sin enviar').waitFor();
    await look(page);
    await page.getByRole('button', { name: 'Reintentar' }).click();
    await page.getByRole('heading', { name: 'Hemos recibido tu incidencia' }).waitFor();

    const supervisor = await shop.supervisor();
    const list = await supervisor.get('/incidents?q=mando%20distancia%20marta');
    expect(list.items.filter((one: { subject: string }) => one.subject === 'Falta el mando')).toHaveLength(1);
    await until(async () => (await supervisor.get(`/incidents/${list.items[0].reference}`)).attachments === 1);
  });

  it('offers the orders and products that earlier incidents have named', async () => {
    const page = await open(desk);
    await signIn(page);
    await page.goto('/abrir/pedido');
    await page
      .getByRole('radio', { name: /Cafetera Aurora 12/ })
      .first()
      .check();
    expect(await page.getByLabel('Número de pedido').count()).toBe(0);
    await lookTwice(page);
    await page.getByRole('button', { name: 'Continuar' }).click();
    // The one product that is known is not asked.
    await page.getByRole('heading', { name: '¿Qué ha pasado?' }).waitFor();
    await page.goto('/abrir/producto'); // as it was called before
    await page.waitForURL('**/abrir/productos');
    await page.getByRole('heading', { name: '¿Qué producto es?' }).waitFor();
    expect(await page.getByRole('radio', { name: 'Cafetera Aurora 12' }).isChecked()).toBe(true);
    await look(page);
    await page.getByRole('radio', { name: 'Otro producto' }).check();
    await page.getByLabel('Producto', { exact: false }).last().fill('Molinillo Aurora');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { name: '¿Qué ha pasado?' }).waitFor();
    await page.goto('/abrir/productos');
    await page.getByRole('radio', { name: 'Otro producto' }).waitFor();
    expect(await page.getByRole('radio', { name: 'Otro producto' }).isChecked()).toBe(true);
    expect(await page.getByRole('textbox').first().inputValue()).toBe('Molinillo Aurora');
    await page.goto('/abrir/pedido');
    await page.getByRole('radio', { name: /^Otro pedido/ }).check();
    expect(await page.getByLabel(/Número de pedido/).inputValue()).toBe('');
  });

  it('asks who is signed in for no contact, and works by keyboard alone', async () => {
    const page = await open(desk);
    await signIn(page);
    await page.goto('/abrir/contacto'); // not one of theirs
    await page.waitForURL('**/abrir/motivo');
    await page.goto('/abrir/pedido');
    await page.getByText('Paso 1 de 6').waitFor();
    await page.locator('#contenido').focus();
    const tabTo = async (name: RegExp) => {
      for (let presses = 0; presses < 40; presses++) {
        await page.keyboard.press('Tab');
        const label = await page.evaluate(() => {
          const element = document.activeElement as HTMLInputElement | null;
          return `${element?.labels?.[0]?.textContent ?? ''} ${element?.textContent ?? ''}`;
        });
        if (name.test(label)) return;
      }
      throw new Error(`no ${name} by Tab`);
    };
    await tabTo(/P-\d+/);
    await page.keyboard.press('ArrowUp'); // from the first to the last, which is another order
    await tabTo(/Número de pedido/);
    await page.keyboard.type('P-99101');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '¿Qué producto es?' }).waitFor();
    await tabTo(/Continuar/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '¿Qué ha pasado?' }).waitFor();
    await tabTo(/No funciona/);
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Cuéntanoslo con detalle' }).waitFor();
    await tabTo(/En una frase/);
    await page.keyboard.type('Arañazos en la tapa');
    await tabTo(/Qué ha pasado/);
    await page.keyboard.type('La tapa llegó con tres arañazos profundos.');
    await tabTo(/Continuar/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '¿Qué te gustaría que hiciéramos?' }).waitFor();
    await tabTo(/Que me devuelvan/);
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Revisa y envía' }).waitFor();
    await look(page);
    await tabTo(/Enviar incidencia/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Hemos recibido tu incidencia' }).waitFor();
    expect(await page.getByText('lucia@example.com').count()).toBe(1);
  });

  it('goes on without a file that is refused, says which, and keeps it for another attempt in the incident', async () => {
    const page = await open(phone);
    await page.goto('/abrir/motivo');
    await page.getByLabel('Faltan piezas o accesorios').check();
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByLabel('En una frase').fill('Falta el tornillo');
    await page.getByLabel('Qué ha pasado').fill('Abrí la caja y no venía el tornillo grande.');
    await page
      .getByLabel(/Fotos o documentos/)
      .setInputFiles([await photo(page, 'tornillo.jpg'), await photo(page, 'hueco.jpg')]);
    await page.getByText('hueco.jpg', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByLabel('Que me envíen lo que falta').check();
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByLabel('Nombre y apellidos').fill('Iria Souto');
    await page.getByLabel('Correo electrónico').fill('iria.souto@example.com');
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { name: 'Revisa y envía' }).waitFor();
    await page.route('**/attachments?name=tornillo.jpg', route =>
      route.fulfill({
        status: 415,
        contentType: 'application/problem+json',
        body: JSON.stringify({ type: '/problems/unsupported-media-type', title: '', status: 415 })
      })
    );
    await page.getByRole('button', { name: 'Enviar incidencia' }).click();
    await page.getByRole('heading', { name: 'Hemos recibido tu incidencia' }).waitFor();
    await page.getByText('estos archivos no:').waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'tornillo.jpg' }).count()).toBe(1);
    expect(await page.getByRole('listitem').filter({ hasText: 'hueco.jpg' }).count()).toBe(0);
    await lookTwice(page);
    await page.unroute('**/attachments?name=tornillo.jpg');
    await page.getByRole('link', { name: 'Enviarlos otra vez desde la incidencia' }).click();
    await page.getByText('Adjunto 1 archivo.').waitFor();
    await page.getByText('tornillo.jpg', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Enviar mensaje' }).click();
    await page
      .getByRole('article')
      .getByRole('button', { name: /tornillo.jpg/ })
      .waitFor();
    const reference = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    expect((await (await shop.supervisor()).get(`/incidents/${reference}`)).attachments).toBe(2);
  });

  it('forgets after a day what was written without an account', async () => {
    const page = await open(phone);
    await page.goto('/abrir/detalle');
    await page.getByLabel('En una frase').fill('La lámpara parpadea');
    await kept(page, 'La lámpara parpadea');
    await page.reload();
    await expect.poll(() => page.getByLabel('En una frase').inputValue()).toBe('La lámpara parpadea');
    await page.clock.setSystemTime(Date.now() + 25 * 3_600_000);
    await page.reload();
    await page.getByLabel('En una frase').waitFor();
    expect(await page.getByLabel('En una frase').inputValue()).toBe('');
    await expect.poll(() => page.evaluate(() => localStorage.getItem('resuelve_kept_open'))).toBeNull();
  });

  it('says that no orders are known, and that they could not be loaded, and goes on', async () => {
    await fetch(`${shop.base}/api/v1/customers`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        email: 'noa@example.com',
        password: 'tres tazas de loza',
        first_name: 'Noa',
        last_name: 'Rey'
      })
    });
    const page = await open(phone);
    await signIn(page, 'noa@example.com', 'tres tazas de loza');
    await page.goto('/abrir/pedido');
    await page.getByText('No encontramos pedidos en tus incidencias').waitFor();
    await look(page);
    await page.route('**/my/incidents?*', route => route.abort());
    await page.reload();
    await page.getByText('No hemos podido cargar tus pedidos').waitFor();
    await look(page);
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { name: '¿Qué producto es?' }).waitFor();
  });

  it('offers seven reasons at once, and the rest behind another reason', async () => {
    const page = await open(phone);
    const items = Array.from({ length: 10 }, (_, at) => ({
      id: `r${at}`,
      parent: null,
      names: { es: `Motivo número ${at}` }
    }));
    await page.route('**/api/v1/categories', route =>
      route.fulfill({ contentType: 'application/json', body: JSON.stringify({ items }) })
    );
    await page.goto('/abrir/motivo');
    await page.getByLabel('Motivo número 6').waitFor();
    expect(await page.getByRole('radio').count()).toBe(8);
    await page.getByLabel('Otro motivo').check();
    await page.getByLabel('¿Cuál?').selectOption({ label: 'Motivo número 8' });
    await lookTwice(page);
    await page.getByRole('button', { name: 'Continuar' }).click();
    await page.getByRole('heading', { name: 'Cuéntanoslo con detalle' }).waitFor();
    await page.getByRole('link', { name: 'Atrás' }).click();
    await page.getByLabel('¿Cuál?').waitFor();
    expect(await page.getByLabel('¿Cuál?').inputValue()).toBe('r8');
    expect(await page.getByLabel('Otro motivo').isChecked()).toBe(true);
  });
});
