#include "app/admin/transfer_copy.hpp"

#include "domain/transfer/kinds.hpp"
#include "platform/async/run.hpp"

#include <boost/json/value.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace resuelve::app {
namespace {

namespace kinds = transfer::kinds;
using transfer::Part;
using transfer::Record;

constexpr std::size_t events_at_once = 500;
constexpr std::string_view events_name = "events";

struct NamedPart {
    Part part;
    std::string_view name;
};
constexpr std::array parts{NamedPart{Part::customers, "customers"}, NamedPart{Part::employees, "employees"},
                           NamedPart{Part::incidents, "incidents"}, NamedPart{Part::notifications, "notifications"}};

Record part_record(std::string_view name) {
    return {{"record", "part"}, {"name", name}};
}

Record with_bytes(Record blob, incidents::BlobStore& blobs) {
    const auto bytes = run(blobs.get(transfer::bytes_of<32>(blob, "sha256")));
    if (!bytes)
        throw std::runtime_error{
            fmt::format("the bytes of an attachment are missing: {}", transfer::text(blob, "sha256"))};
    blob["bytes"] = to_base64url(*bytes);
    return blob;
}

/// Events of one outbox or bus by id, a page at a time.
class WaitingEvents {
public:
    using Page = std::function<std::vector<events::Event>(events::EventId after, std::size_t limit)>;

    explicit WaitingEvents(Page page) : page_{std::move(page)} { fetch({}); }

    const events::Event* first() const { return at_ < events_.size() ? &events_[at_] : nullptr; }
    void pass() {
        const auto last = events_[at_].id;
        if (++at_ == events_.size()) fetch(last);
    }

private:
    void fetch(events::EventId after) {
        events_ = page_(after, events_at_once);
        at_ = 0;
    }

    Page page_;
    std::vector<events::Event> events_;
    std::size_t at_ = 0;
};

/// All of them merged by id, each once: what is in an outbox may be on the bus already.
void read_waiting(TransferSource& source, const transfer::Sink& sink) {
    std::vector<WaitingEvents> waiting;
    for (const auto& [part, name] : parts)
        if (auto* reader = source.part(part))
            waiting.emplace_back([reader](auto after, auto limit) { return reader->waiting(after, limit); });
    if (auto* bus = source.bus())
        waiting.emplace_back([bus](auto after, auto limit) { return bus->waiting(after, limit); });
    for (;;) {
        const events::Event* next = nullptr;
        for (const auto& one : waiting)
            if (const auto* event = one.first(); event && (!next || event->id < next->id)) next = event;
        if (!next) return;
        const auto id = next->id;
        sink({{"record", kinds::waiting_event}, {"event", events::to_cloud_event(*next)}});
        for (auto& one : waiting)
            if (one.first() && one.first()->id == id) one.pass();
    }
}

/// Whose outbox an event goes into: its service's.
Part part_of(const events::Event& event) {
    if (event.source.ends_with("/customers")) return Part::customers;
    if (event.source.ends_with("/employees")) return Part::employees;
    if (event.source.ends_with("/notifications")) return Part::notifications;
    return Part::incidents;
}

} // namespace

void read_store(TransferSource& source, const transfer::Sink& sink) {
    for (const auto& [part, name] : parts) {
        sink(part_record(name));
        auto* reader = source.part(part);
        if (!reader) continue;
        reader->read([&](const Record& record) {
            transfer::kind_of(record) == kinds::blob ? sink(with_bytes(record, source.blobs())) : sink(record);
        });
    }
    sink(part_record(events_name));
    read_waiting(source, sink);
    if (auto* bus = source.bus()) bus->read_dead_letters(sink);
}

void StoreFiller::add(const Record& record) {
    const auto kind = transfer::kind_of(record);
    if (kind == "part")
        begin_part(transfer::text(record, "name"));
    else if (among_events_)
        kind == kinds::waiting_event ? store_waiting(record) : target_.bus().write(record);
    else if (!part_)
        throw transfer::RecordFault{"a record stands before the first part"};
    else if (kind == kinds::blob)
        store_blob(record);
    else
        part_->write(record);
}

void StoreFiller::begin_part(std::string_view name) {
    const auto found = std::ranges::find(parts, name, &NamedPart::name);
    among_events_ = name == events_name;
    if (found == parts.end() && !among_events_)
        throw transfer::RecordFault{fmt::format("the part \"{}\" is unknown", name)};
    part_ = among_events_ ? nullptr : &target_.part(found->part);
}

void StoreFiller::store_blob(const Record& record) {
    const auto bytes = transfer::bytes(record, "bytes");
    const auto digest = run(target_.blobs().put({bytes.begin(), bytes.end()}));
    if (digest != transfer::bytes_of<32>(record, "sha256"))
        throw transfer::RecordFault{"the bytes of an attachment are not those of its hash"};
}

void StoreFiller::store_waiting(const Record& record) {
    const auto event = events::from_cloud_event(transfer::member(record, "event"));
    target_.part(part_of(event)).write(record);
}

} // namespace resuelve::app
