import type { LegalDocument } from './document';

export default {
  title: 'Ayuda',
  version: '1.2',
  date: '2026-11-30',
  sections: [
    {
      heading: 'Abrir una incidencia',
      paragraphs: [
        'Pulsa «Abrir una incidencia» y responde a una pregunta por página. No necesitas cuenta: basta un correo donde responderte.',
        'Lo que escribes se guarda en tu dispositivo hasta que lo envías. Si se corta la conexión, no pierdes nada: vuelve a pulsar «Enviar incidencia» y se enviará una sola vez. En un ordenador que no es tuyo, pulsa «No guardar en este dispositivo».',
        'Puedes añadir hasta 10 fotos o PDF. Las fotos se reducen y pierden el lugar donde se hicieron antes de salir de tu dispositivo.'
      ],
      links: [{ label: 'Abrir una incidencia', href: '/abrir/pedido' }]
    },
    {
      heading: 'La clave y el justificante',
      paragraphs: [
        'Al enviarla te damos una clave de 12 letras y números, y un justificante firmado con el contenido, la fecha y la hora. El justificante sirve de prueba y cualquiera puede comprobar que es auténtico: con el PDF tal como lo descargaste, con el código QR que lleva impreso o con el archivo .json.'
      ],
      links: [{ label: 'Comprobar un justificante', href: '/verificar' }]
    },
    {
      heading: 'Seguirla',
      paragraphs: [
        'Con la clave ves el estado. Para leer la conversación y responder, entra en tu cuenta o pide un enlace con la clave y tu correo o el número de pedido. Llega al correo con el que la abriste, dura una hora y solo sirve una vez.'
      ],
      links: [{ label: 'Seguir una incidencia', href: '/seguir' }]
    },
    {
      heading: 'Entrar en tu cuenta',
      paragraphs: [
        'Puedes entrar con un enlace que te enviamos al correo, con tu contraseña o con una llave de acceso: tu huella, tu cara o el PIN de tu dispositivo, sin escribir nada. Las llaves de acceso se añaden y se quitan en «Preferencias».'
      ],
      links: [{ label: 'Entrar', href: '/entrar' }]
    },
    {
      heading: 'Qué significa cada estado',
      paragraphs: [],
      list: [
        'Recibida y «La estamos revisando»: nos toca a nosotros, y te decimos hasta cuándo.',
        'Necesitamos tu respuesta, o faltan datos: te toca a ti. Mientras tanto esperamos.',
        'Pendiente del transportista o del fabricante: hemos preguntado fuera. El plazo para responderte sigue corriendo.',
        'Tienes una propuesta: acéptala o recházala punto por punto. Si no dices nada en diez días, la cerramos y puedes reabrirla.',
        'Resuelta o cerrada: puedes valorarnos, y reabrirla durante 30 días.'
      ]
    },
    {
      heading: 'Cuánto tardamos',
      paragraphs: [
        'Respondemos en 15 días hábiles como mucho, y en 5 días si te hemos cobrado de más. La fecha exacta está en tu incidencia y en el justificante. Que se pase una fecha no cierra nunca una incidencia.'
      ]
    },
    {
      heading: 'Hablar con una persona',
      paragraphs: [
        'En cualquier incidencia abierta puedes pulsar «Hablar con una persona». También puedes llamarnos o escribirnos: los datos están al pie de cada página.'
      ]
    }
  ]
} satisfies LegalDocument;
