-- Opens incidents, each with a text of its own, with the token in $BENCH_TOKEN (none: the bare servers).
local headers = {["Content-Type"] = "application/json"}
if os.getenv("BENCH_TOKEN") then headers["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN") end
local path = os.getenv("BENCH_PATH")
local body = '{"subject":"La cafetera número %d no calienta el agua",' ..
    '"description":"La compré hace tres semanas y desde ayer enciende pero no calienta. He probado otro enchufe (%d).",' ..
    '"order":{"reference":"P-%d","product":"Cafetera Aurora 12"},"points":["Que la reparen o me devuelvan el dinero"]}'
local count = 0

request = function()
    count = count + 1
    return wrk.format("POST", path, headers, string.format(body, count, count, count))
end

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "result.lua")
