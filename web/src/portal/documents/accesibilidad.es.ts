import type { LegalDocument } from './document';

export default {
  title: 'Declaración de accesibilidad',
  version: '1.0',
  date: '2026-11-24',
  sections: [
    {
      heading: 'Qué nos proponemos',
      paragraphs: [
        'Esta web sigue las pautas WCAG 2.2, niveles A y AA. Cada página se comprueba de forma automática con cada cambio, en tema claro y oscuro, en español e inglés, en pantallas de 1280 y de 360 píxeles, y cada tarea se puede hacer solo con el teclado.'
      ]
    },
    {
      heading: 'Situación',
      paragraphs: ['Esta web es conforme con la norma, salvo lo que se enumera aquí.'],
      list: [
        'El texto del botón para elegir archivos lo pone el navegador, en su propio idioma.',
        'Las fotos que envía la clientela no tienen texto alternativo. Pedimos que el mensaje cuente lo que se ve.',
        'Todavía no la han probado personas usuarias de lectores de pantalla. Está previsto antes del 31 de marzo de 2027.'
      ]
    },
    {
      heading: 'Si encuentras una barrera',
      paragraphs: [
        'Escríbenos o llámanos: los datos están al pie de cada página. Te responderemos en 15 días hábiles como mucho y, mientras tanto, te atenderemos por otro medio.',
        'También puedes abrir una incidencia con el motivo «Otro motivo».'
      ],
      links: [{ label: 'Abrir una incidencia', href: '/abrir/pedido' }]
    },
    {
      heading: 'Cómo se ha preparado',
      paragraphs: ['Esta declaración se preparó el 24 de noviembre de 2026 con una evaluación propia.']
    }
  ]
} satisfies LegalDocument;
