import type { LegalDocument } from './document';
import { privacy } from './privacy';

export default {
  title: 'Privacidad',
  ...privacy,
  sections: [
    {
      heading: 'Quién trata tus datos y para qué',
      paragraphs: [
        'La tienda que figura al pie de esta página los trata para atender tus incidencias y responderte, como le obliga la ley de servicios de atención a la clientela (Ley 10/2025) y la de consumo (TRLGDCU, art. 21). No los usamos para publicidad ni los vendemos.'
      ]
    },
    {
      heading: 'Qué datos',
      paragraphs: [],
      list: [
        'Los que escribes: nombre, correo, teléfono si lo das, lo que cuentas y los archivos que envías.',
        'Los de tu cuenta, si la tienes: además, fecha de nacimiento y dirección si las das, y las sesiones abiertas.',
        'En tu dispositivo: lo que escribes hasta que lo envías, y las cookies necesarias para la sesión, el idioma y el aspecto. No hay cookies de terceros.'
      ]
    },
    {
      heading: 'Cuánto tiempo',
      paragraphs: [
        'Mientras la incidencia esté abierta y, después, el tiempo que la ley obliga a conservarla, cinco años como mínimo. Si borras tu cuenta, lo que hay que conservar queda bloqueado: solo lo pueden ver jueces y autoridades, y se destruye cuando acaba el plazo.'
      ]
    },
    {
      heading: 'Tus derechos',
      paragraphs: [
        'Puedes ver, corregir, borrar y llevarte tus datos, limitar su uso y oponerte a él. Con cuenta, desde «Mis datos». Sin cuenta, abre una incidencia o escríbenos. Respondemos en un mes.',
        'Si crees que no lo hemos hecho bien, puedes reclamar ante la Agencia Española de Protección de Datos.'
      ],
      links: [{ label: 'Mis datos', href: '/cuenta/datos' }]
    }
  ]
} satisfies LegalDocument;
