#pragma once

#include <array>
#include <string_view>

namespace resuelve::access {

/// Words that most guessed passwords are made of, in English and Spanish, folded and without the digits and signs that
/// people add to them. Sorted, for binary search.
// clang-format off
inline constexpr auto common_password_words = std::to_array<std::string_view>({
    "abc", "abcabc", "abcd", "abcdef", "abcdefg", "abcdefgh", "abril", "acceso", "access", "adios", "admin",
    "administrador", "administrator", "adrian", "agosto", "aguila", "alberto", "alejandra", "alejandro", "all",
    "alma", "alvaro", "amanda", "amarillo", "amiga", "amigo", "amigos", "amor", "amorcito", "andalucia", "andrea",
    "andrew", "android", "angel", "angela", "angeles", "angelito", "anthony", "antonio", "apple", "april", "arsenal",
    "asdf", "asdfgh", "asdfghjkl", "ashley", "asshole", "athletic", "atletico", "august", "autumn", "ayuda", "azerty",
    "azul", "baby", "babygirl", "banana", "barca", "barcelona", "baseball", "basketball", "batman", "beatriz", "bebe",
    "bendicion", "betis", "bienvenida", "bienvenido", "bilbao", "bitch", "black", "blanco", "blessed", "blue",
    "buster", "butterfly", "bye", "cabron", "cafe", "cambiame", "camila", "carlos", "carmen", "cerveza", "changeme",
    "charlie", "cheese", "chelsea", "chocolate", "church", "cielo", "clave", "claves", "cliente", "coffee", "company",
    "computer", "contrasena", "contrasenya", "cookie", "corazon", "correo", "corvette", "cristiano", "cristina",
    "cristo", "customer", "daniel", "david", "december", "default", "demo", "diamante", "diamond", "diciembre",
    "dick", "diego", "dinero", "dios", "dolores", "domingo", "dragon", "eagle", "eduardo", "ejemplo", "elena",
    "email", "empresa", "enero", "espana", "espanya", "esperanza", "estrella", "estrellita", "example", "facebook",
    "faith", "falcon", "familia", "family", "fatima", "fcbarcelona", "febrero", "february", "felicidad", "feliz",
    "fernando", "ferrari", "flores", "flower", "football", "forever", "francisco", "freedom", "friday", "friend",
    "friends", "fuck", "fuckme", "fuckyou", "futbol", "gabriel", "george", "ginger", "gmail", "god", "godisgood",
    "goku", "gold", "golden", "gonzalo", "google", "granada", "green", "guest", "guillermo", "hannah", "happy",
    "harley", "hastaluego", "heart", "hello", "help", "hija", "hijo", "hockey", "hola", "holahola", "honda", "hope",
    "hotmail", "hugo", "hunter", "iamgod", "iglesia", "iloveyou", "instagram", "internet", "invierno", "invitado",
    "iphone", "isabel", "ivan", "january", "javier", "jennifer", "jessica", "jesucristo", "jesus", "jesuschrist",
    "jordan", "josemaria", "joshua", "jueves", "julio", "july", "june", "junio", "juventus", "killer", "laura",
    "leon", "letmein", "libertad", "life", "linkedin", "lion", "liverpool", "lkjhgfdsa", "lobo", "login", "logon",
    "love", "lovely", "loveme", "lover", "lucia", "luna", "lunes", "madrid", "madridista", "maestro", "maggie",
    "mail", "malaga", "mama", "mamapapa", "manchester", "manuel", "maradona", "march", "maria", "mariajose",
    "mariposa", "marta", "martes", "martin", "marzo", "master", "mateo", "matrix", "matthew", "mayo", "mercedes",
    "messi", "miamor", "michael", "michelle", "microsoft", "miercoles", "mierda", "miguel", "mihija", "mihijo",
    "million", "mnbvcxz", "monday", "money", "monica", "monkey", "mustang", "nada", "nadie", "naranja", "naruto",
    "natalia", "negro", "never", "nicolas", "nicole", "nobody", "nothing", "november", "noviembre", "number",
    "numero", "nunca", "october", "octubre", "orange", "ordenador", "oro", "oscar", "otono", "outlook", "pablo",
    "papa", "password", "passwort", "patricia", "paula", "paz", "peace", "pepper", "phone", "pikachu", "pilar",
    "pink", "pizza", "plata", "plokij", "poiuytrewq", "pokemon", "porsche", "primavera", "prince", "princesa",
    "princess", "principe", "prueba", "pruebas", "purple", "pussy", "puta", "qazwsx", "qazwsxedc", "qazxsw",
    "quepasa", "quetal", "qweasd", "qweasdzxc", "qwer", "qwerty", "qwertyui", "qwertyuiop", "rafael", "ranger",
    "raquel", "raul", "realmadrid", "red", "ricardo", "rich", "robert", "roberto", "rocio", "rojo", "ronaldo", "root",
    "rosa", "rosario", "ruben", "sabado", "samantha", "samsung", "santiago", "sara", "saturday", "sebastian",
    "secret", "secreta", "secreto", "september", "septiembre", "sergio", "service", "servicio", "sevilla",
    "sevillista", "sex", "sexy", "shadow", "shop", "siempre", "silver", "silvia", "smile", "soccer", "sol", "sonrisa",
    "soporte", "soul", "spiderman", "spring", "starwars", "store", "summer", "sunday", "sunshine", "superman",
    "support", "teamo", "teamomucho", "telefono", "temporal", "temporary", "tequiero", "tequieromucho", "test",
    "testing", "thomas", "thursday", "tienda", "tiger", "tigger", "tigre", "todo", "toor", "trabajo", "trustno",
    "tuesday", "twitter", "user", "usuario", "valencia", "valentina", "verano", "verde", "veronica", "vida",
    "viernes", "virgen", "wasd", "wednesday", "welcome", "whatever", "whatsapp", "white", "william", "windows",
    "winter", "wolf", "work", "yahoo", "yamaha", "yellow", "youtube", "zaqwsx", "zaragoza", "zxcvbn", "zxcvbnm",
});
// clang-format on

} // namespace resuelve::access
