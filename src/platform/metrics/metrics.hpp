#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace resuelve {

/// Every figure that /metrics shows. Safe to use from several threads; what it hands out lives as long as it does.
class Metrics {
public:
    using Labels = std::map<std::string, std::string>;

    /// The same name and labels give the same one. `name` and `help` as Prometheus wants them.
    prometheus::Counter& counter(const std::string& name, const std::string& help, const Labels& labels = {});
    prometheus::Gauge& gauge(const std::string& name, const std::string& help, const Labels& labels = {});
    /// Of seconds, in buckets from 0.5 ms to 10 s.
    prometheus::Histogram& durations(const std::string& name, const std::string& help, const Labels& labels = {});

    /// A gauge that is asked for its value whenever somebody looks. `value` must outlive the figures.
    void ask(const std::string& name, const std::string& help, std::function<double()> value,
             const Labels& labels = {});

    /// The text exposition format, version 0.0.4.
    std::string text();

private:
    prometheus::Registry registry_{prometheus::Registry::InsertBehavior::Merge};
    std::mutex mutex_;
    std::vector<std::pair<prometheus::Gauge*, std::function<double()>>> asked_;
};

} // namespace resuelve
