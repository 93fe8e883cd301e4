-- Opens incidents of many products, reasons and words, each with a text of its own, with the token in $BENCH_TOKEN.
local headers = {["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")}
local path = os.getenv("BENCH_PATH")
local count = tonumber(os.getenv("BENCH_FIRST"))
local products = {"Cafetera Aurora 12", "Aspirador Levante", "Silla Roble", "Altavoz Eco", "Batidora Nube", "Lavadora Ola",
    "Bicicleta Vereda", "Hervidor Brisa", "Lámpara Faro", "Mesa Olmo", "Plancha Vega", "Tostadora Sol"}
local troubles = {"no calienta el agua", "llegó con la caja rota", "hace un ruido raro al arrancar", "se apaga sola a los diez minutos",
    "vino sin la tapa", "no es la que pedí", "pierde agua por la base", "todavía no ha llegado", "trae una pieza de menos"}
local reasons = {"defect", "guarantee", "not_received", "late", "incomplete", "service", "other"}
local body = '{"subject":"%s: %s",' ..
    '"description":"La compré hace %d semanas con el pedido %d y %s. He probado en la calle del número %d y sigue igual (%d).",' ..
    '"category":"%s","order":{"reference":"P-%d","product":"%s"},"points":["Que la reparen o me devuelvan el dinero"]}'

request = function()
    count = count + 1
    local product = products[count % #products + 1]
    local trouble = troubles[count % #troubles + 1]
    return wrk.format("POST", path, headers, string.format(body, product, trouble, count % 50, count, trouble, count % 9973, count,
        reasons[count % #reasons + 1], count, product))
end

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "result.lua")
