-- What run.py reads of a run: requests, microseconds, errors, and the 50th and 99th percentile in microseconds.
done = function(summary, latency)
    io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
        summary.errors.status + summary.errors.read + summary.errors.write + summary.errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
