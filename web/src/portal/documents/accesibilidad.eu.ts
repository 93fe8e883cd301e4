import type { LegalDocument } from './document';

export default {
  title: 'Irisgarritasun-adierazpena',
  version: '1.0',
  date: '2026-11-24',
  sections: [
    {
      heading: 'Zer dugun helburu',
      paragraphs: [
        'Webgune honek WCAG 2.2 jarraibideak betetzen ditu, A eta AA mailetan. Orri bakoitza automatikoki egiaztatzen da aldaketa bakoitzean, gai argian eta ilunean, gaztelaniaz eta ingelesez, 1280 eta 360 pixeleko pantailetan, eta zeregin oro teklatuarekin bakarrik egin daiteke.'
      ]
    },
    {
      heading: 'Egoera',
      paragraphs: ['Webgune hau bat dator arauarekin, hemen zerrendatzen dena izan ezik.'],
      list: [
        'Fitxategiak aukeratzeko botoiaren testua nabigatzaileak jartzen du, bere hizkuntzan.',
        'Bezeroek bidaltzen dituzten argazkiek ez dute ordezko testurik. Mezuan ikusten dena kontatzea eskatzen dugu.',
        'Pantaila-irakurgailuak erabiltzen dituztenek ez dute oraindik probatu. 2027ko martxoaren 31 baino lehen egitekoa da.'
      ]
    },
    {
      heading: 'Oztopo bat aurkitzen baduzu',
      paragraphs: [
        'Idatzi edo deitu: datuak orri bakoitzaren oinean daude. Gehienez 15 egun balioduneko epean erantzungo dizugu eta, bitartean, beste bide batetik artatuko zaitugu.',
        'Gorabehera bat ere ireki dezakezu, «Beste arrazoi bat» arrazoiarekin.'
      ],
      links: [{ label: 'Ireki gorabehera bat', href: '/abrir/pedido' }]
    },
    {
      heading: 'Nola prestatu den',
      paragraphs: ['Adierazpen hau 2026ko azaroaren 24an prestatu zen, geure ebaluazio batekin.']
    }
  ]
} satisfies LegalDocument;
