-- Reads the incidents of the file in $BENCH_IDS, one after another, with the token in $BENCH_TOKEN.
-- In init(), because only then wrk knows the Host that format() adds.
local requests = {}
local next = 0

init = function()
    local headers = {["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")}
    for id in io.lines(os.getenv("BENCH_IDS")) do
        requests[#requests + 1] = wrk.format("GET", "/api/v1/my/incidents/" .. id, headers)
    end
end

request = function()
    next = next % #requests + 1
    return requests[next]
end

dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "result.lua")
