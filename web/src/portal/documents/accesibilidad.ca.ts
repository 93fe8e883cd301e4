import type { LegalDocument } from './document';

export default {
  title: 'Declaració d’accessibilitat',
  version: '1.0',
  date: '2026-11-24',
  sections: [
    {
      heading: 'Què ens proposem',
      paragraphs: [
        'Aquest web segueix les pautes WCAG 2.2, nivells A i AA. Cada pàgina es comprova de manera automàtica amb cada canvi, en tema clar i fosc, en espanyol i anglès, en pantalles de 1280 i de 360 píxels, i cada tasca es pot fer només amb el teclat.'
      ]
    },
    {
      heading: 'Situació',
      paragraphs: ['Aquest web és conforme amb la norma, llevat del que s’enumera aquí.'],
      list: [
        'El text del botó per triar fitxers el posa el navegador, en el seu propi idioma.',
        'Les fotos que envia la clientela no tenen text alternatiu. Demanem que el missatge expliqui què s’hi veu.',
        'Encara no l’han provat persones usuàries de lectors de pantalla. Està previst abans del 31 de març de 2027.'
      ]
    },
    {
      heading: 'Si trobes una barrera',
      paragraphs: [
        'Escriu-nos o truca’ns: les dades són al peu de cada pàgina. Et respondrem en 15 dies hàbils com a màxim i, mentrestant, t’atendrem per un altre mitjà.',
        'També pots obrir una incidència amb el motiu «Un altre motiu».'
      ],
      links: [{ label: 'Obre una incidència', href: '/abrir/pedido' }]
    },
    {
      heading: 'Com s’ha preparat',
      paragraphs: ['Aquesta declaració es va preparar el 24 de novembre de 2026 amb una avaluació pròpia.']
    }
  ]
} satisfies LegalDocument;
