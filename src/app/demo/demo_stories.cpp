#include "app/demo/demo_stories.hpp"

namespace resuelve::app {
namespace {

using enum Ending;
using incidents::Channel;

// clang-format off
const std::vector<Story> stories{
    {0, 0, just_registered, Channel::web, "defect", "La cafetera no calienta el agua",
     "La compré hace tres semanas. Desde ayer enciende y bombea, pero el café sale frío. He probado otro enchufe y a "
     "descalcificarla, y sigue igual.",
     "Cafetera Aurora 12", "P-10234", {"Que la reparen o la cambien", "Que no tenga que pagar el envío"}, ""},
    {1, 0, just_registered, Channel::phone, "not_received", "El paquete consta entregado y no lo tengo",
     "El seguimiento dice que se entregó el lunes a las 11:40, pero yo estaba en casa y no vino nadie. Los vecinos "
     "tampoco lo tienen.",
     "Auriculares Brisa", "P-10251", {}, ""},
    {2, 1, just_registered, Channel::web, "undue_charge", "Me habéis cobrado dos veces el mismo pedido",
     "En la cuenta aparecen dos cargos de 89,90 € del mismo día con el mismo número de pedido. Adjuntaré el extracto si "
     "hace falta.",
     "Batidora Nube", "P-10240", {"Devolución de los 89,90 €"}, ""},
    {3, 1, just_registered, Channel::email, "accessories", "Falta el mando en la caja del ventilador",
     "Abrí la caja ayer y no viene el mando a distancia ni las pilas. El resto está bien.", "Ventilador Poniente",
     "P-10199", {}, ""},
    {4, 2, being_worked_on, Channel::web, "carrier", "La mesa llegó con una pata rota",
     "Una de las cuatro patas viene partida por el encaje y el cartón estaba abollado justo en esa esquina. Tengo fotos.",
     "Mesa Olmo 120", "P-10177", {"Una pata nueva", "Que la recojan si no hay recambio"}, ""},
    {0, 3, being_worked_on, Channel::store, "invoice", "La factura sale a nombre de otra persona",
     "Pedí la factura para la empresa y ha llegado con otro nombre y otro NIF. La necesito antes de fin de mes.",
     "Silla Roble", "P-10160", {"Factura corregida"}, ""},
    {2, 4, question_asked, Channel::web, "defect", "La pantalla del reloj parpadea",
     "Cuando baja la batería del 30 % la pantalla empieza a parpadear y no se puede leer la hora.", "Reloj Faro 2",
     "P-10142", {"Reparación en garantía"}, ""},
    {1, 5, completion_requested, Channel::web, "defect", "El aspirador se apaga solo",
     "A los cinco minutos se para y hay que esperar media hora para que vuelva a arrancar.", "Aspirador Levante",
     "", {"Que lo arreglen"}, ""},
    {3, 6, waiting_for_carrier, Channel::chat, "incomplete", "Llegó media estantería",
     "Eran dos bultos y solo ha llegado uno. El transportista dice que el otro está en reparto desde hace cuatro días.",
     "Estantería Ribera", "P-10120", {"Que llegue el segundo bulto", "Una fecha de entrega cierta"}, ""},
    {0, 7, proposed, Channel::web, "defect", "El hervidor pierde agua por la base",
     "Gotea por debajo cada vez que se llena por encima de la mitad. Es peligroso porque moja el enchufe.",
     "Hervidor Cala", "P-10101", {"Un hervidor nuevo", "El importe del envío de vuelta"},
     "El goteo es una falta de conformidad y está en garantía (art. 118 TRLGDCU). Te enviamos uno nuevo y recogemos el "
     "tuyo sin coste."},
    {4, 8, proposed, Channel::email, "refund", "No me ha llegado el dinero de la devolución",
     "Devolví los zapatos hace 20 días, tengo el justificante, y el dinero no aparece en la cuenta.", "Zapatos Senda",
     "P-10088", {"El reembolso de 59,00 €"},
     "La devolución se recibió en el almacén y no se abonó por un error nuestro. El abono sale hoy y llega en dos días "
     "hábiles."},
    {2, 9, proposed_after_a_refusal, Channel::web, "guarantee", "No queréis cubrir la lavadora en garantía",
     "La lavadora tiene 26 meses y el tambor hace ruido. Me dijeron que la garantía eran dos años, pero son tres.",
     "Lavadora Marea 8", "P-09871", {"Reparación gratuita", "Una lavadora de sustitución mientras tanto"},
     "La garantía legal es de tres años (art. 120 TRLGDCU): la reparación es gratuita. No podemos prestar otra máquina, "
     "pero la reparación se hace en casa en 48 horas."},
    {1, 12, confirmed, Channel::web, "incomplete", "Pedí dos lámparas y llegó una",
     "En el albarán pone dos unidades, pero en la caja solo hay una.", "Lámpara Luna", "P-10010", {"La que falta"},
     "Se preparó una sola por error. La segunda sale hoy por mensajería urgente."},
    {3, 15, confirmed_and_rated, Channel::web, "defect", "La tostadora hace saltar el diferencial",
     "Cada vez que la enchufo salta la luz de toda la casa.", "Tostadora Solana", "P-09950",
     {"Devolución del dinero"}, "Es un defecto de seguridad. Te devolvemos el importe completo y la recogemos."},
    {0, 16, confirmed_and_rated, Channel::phone, "service", "Nadie me devolvió la llamada",
     "Llamé tres veces la semana pasada para preguntar por mi pedido y siempre me dijeron que me llamarían.",
     "", "", {}, "Tienes razón: la llamada quedó sin asignar. Pedimos disculpas y el pedido salió ayer."},
    {4, 10, withdrawn, Channel::web, "late", "El pedido no llega",
     "Han pasado seis días y sigue en preparación.", "Manta Niebla", "P-10055", {}, ""},
    {2, 25, unanswered, Channel::web, "instructions", "No entiendo cómo se monta la cuna",
     "Las instrucciones vienen solo en alemán y faltan los dibujos de la última página.", "Cuna Arrullo", "P-09820",
     {"Instrucciones en español"}, "Te enviamos el manual en español y un vídeo de montaje."},
    {1, 40, lapsed, Channel::email, "other", "Reclamación", "No estoy contento con lo que compré, solucionadlo.", "", "",
     {}, ""},
    {0, 0, merged, Channel::web, "defect", "Más sobre la cafetera que no calienta",
     "Se me olvidó decir que además hace un ruido raro al arrancar.", "Cafetera Aurora 12", "P-10234", {}, ""},
    {4, 3, spam, Channel::email, "other", "Gane dinero desde casa", "Oferta exclusiva solo hoy, pulse en el enlace.", "",
     "", {}, ""},
    {3, 11, escalated, Channel::web, "service", "Tercera reparación y el horno sigue fallando",
     "Ha venido el técnico tres veces. Cada vez dura una semana y vuelve a apagarse a media cocción.", "Horno Brasa",
     "P-09790", {"Un horno nuevo", "Compensación por las molestias"}, ""},
    {1, 27, overdue, Channel::web, "refund", "Cancelé el pedido y no devolvéis el dinero",
     "Lo cancelé el mismo día. Me confirmaron por correo la cancelación, pero el reembolso no llega.", "Bicicleta Vereda",
     "P-09700", {"Reembolso de 349,00 €"}, ""},
    {2, 18, reopened, Channel::web, "defect", "El altavoz vuelve a cortarse",
     "Después del cambio funcionó una semana, y ahora se corta otra vez al subir el volumen.", "Altavoz Eco",
     "P-09900", {"Otro altavoz o el dinero"}, "Te cambiamos el altavoz por uno nuevo."},
    {0, 3, approval_requested, Channel::web, "guarantee", "El frigorífico no enfría y se estropeó la compra",
     "Lleva dos días sin enfriar. He tenido que tirar lo que había dentro y el técnico no viene hasta la semana que viene.",
     "Frigorífico Nevada", "P-10131", {"La reparación o el dinero", "Lo que tuve que tirar"},
     "Está en garantía y no podemos repararlo en un plazo razonable, así que te devolvemos el dinero.", 18'900},
    {4, 4, approval_returned, Channel::web, "late", "La bicicleta llegó después del viaje",
     "Pagué el envío urgente para llevármela de vacaciones y llegó cuatro días después de la fecha prometida.",
     "Bicicleta Cierzo", "P-10115", {"El envío urgente", "Una compensación"},
     "No cumplimos el plazo por el que pagaste.", 12'000},
    {3, 2, snoozed, Channel::phone, "accessories", "La cocina no trae el adaptador de gas butano",
     "En la ficha pone que incluye el adaptador para bombona. El almacén dice que entran el jueves.", "Cocina Brasero",
     "P-10168", {"El adaptador"}, ""},
};
// clang-format on

} // namespace

std::span<const Story> demo_stories() {
    return stories;
}

} // namespace resuelve::app
