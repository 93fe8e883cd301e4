-- Reads the incidents of the file in $BENCH_IDS, one after another, with the token in $BENCH_TOKEN.
local headers = {["Authorization"] = "Bearer " .. os.getenv("BENCH_TOKEN")}
local paths = {}
for id in io.lines(os.getenv("BENCH_IDS")) do
    paths[#paths + 1] = wrk.format("GET", "/api/v1/my/incidents/" .. id, headers)
end
local next = 0

request = function()
    next = next % #paths + 1
    return paths[next]
end

done = function(summary, latency)
    io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
        summary.errors.status + summary.errors.read + summary.errors.write + summary.errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
