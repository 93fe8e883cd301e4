#include "platform/metrics/metrics.hpp"

#include <prometheus/text_serializer.h>

namespace resuelve {

namespace {

const prometheus::Histogram::BucketBoundaries duration_buckets{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                               0.1,    0.25,  0.5,    1,     2.5,  10};

} // namespace

prometheus::Counter& Metrics::counter(const std::string& name, const std::string& help, const Labels& labels) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry_).Add(labels);
}

prometheus::Gauge& Metrics::gauge(const std::string& name, const std::string& help, const Labels& labels) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry_).Add(labels);
}

prometheus::Histogram& Metrics::durations(const std::string& name, const std::string& help, const Labels& labels) {
    return prometheus::BuildHistogram().Name(name).Help(help).Register(registry_).Add(labels, duration_buckets);
}

void Metrics::ask(const std::string& name, const std::string& help, std::function<double()> value,
                  const Labels& labels) {
    auto& shown = gauge(name, help, labels);
    const std::lock_guard lock{mutex_};
    asked_.emplace_back(&shown, std::move(value));
}

std::string Metrics::text() {
    {
        const std::lock_guard lock{mutex_};
        for (const auto& [shown, value] : asked_)
            shown->Set(value());
    }
    return prometheus::TextSerializer{}.Serialize(registry_.Collect());
}

} // namespace resuelve
