#include "services/api/live.hpp"

#include "domain/incidents/events.hpp"
#include "platform/http/problem.hpp"
#include "services/api/query_parameters.hpp"
#include "services/api/scope.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>

#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <unordered_map>

namespace resuelve::api {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

/// Told by the notifications service: an employee has something to read.
constexpr std::string_view notice_made = "notice.made";
constexpr std::string_view first_words = "retry: 2000\n\n";
constexpr std::string_view heartbeat_comment = ": still here\n\n";
constexpr std::string_view gap_block = "event: gap\ndata: {}\n\n";

/// Whose an incident is as of one of its versions.
struct Owners {
    std::int64_t version = 0;
    std::optional<CustomerId> customer;
    std::optional<TeamId> team;
    std::optional<EmployeeId> assignee;
};

/// What is kept of an event: who may hear of it, and what they are told.
struct Told {
    events::EventId id;
    IncidentId incident; ///< or the notice, if it is for one alone
    Owners owners;
    std::string account; ///< whose alone it is; empty: of those who may read the incident
    bool for_customers = false;
    SteadyTime heard_at{}; ///< set when it is put in the ring
    std::string block;
};

template <class Id>
std::optional<Id> id_in(const boost::json::object& data, std::string_view name) {
    const auto* value = data.if_contains(name);
    return value && value->is_string() ? Id::parse(value->get_string()) : std::nullopt;
}

/// "0193a1b2-….4f2a91c3" of the instance 4f2a91c3; without an instance the event's id alone.
std::string stream_id(const events::Event& event, std::string_view instance) {
    return instance.empty() ? event.id.to_string() : fmt::format("{}.{}", event.id.to_string(), instance);
}

Told told(const events::Event& event, const incidents::EventRow& row, std::string_view instance) {
    const boost::json::object data{{"type", event.type},
                                   {"incident_id", event.subject.to_string()},
                                   {"version", event.version},
                                   {"time", to_rfc3339(event.time)}};
    return {
        .id = event.id,
        .incident = IncidentId{event.subject},
        .owners = {.version = event.version,
                   .customer = id_in<CustomerId>(event.data, "customer_id"),
                   .team = id_in<TeamId>(event.data, "team_id"),
                   .assignee = id_in<EmployeeId>(event.data, "assignee_id")},
        .for_customers = row.for_customer,
        .block = fmt::format("id: {}\ndata: {}\n\n", stream_id(event, instance), boost::json::serialize(data)),
    };
}

/// What one employee is told has a name and a time: what it is, its reader asks the service that keeps it.
Told told_to_one(const events::Event& event, EmployeeId employee, std::string_view instance) {
    const boost::json::object data{{"type", event.type}, {"time", to_rfc3339(event.time)}};
    return {
        .id = event.id,
        .incident = IncidentId{event.subject},
        .owners = {},
        .account = employee.to_string(),
        .block = fmt::format("id: {}\ndata: {}\n\n", stream_id(event, instance), boost::json::serialize(data)),
    };
}

/// Nothing of what is no news for a screen, e.g. a link that was mailed.
std::optional<Told> told(const events::Event& event, std::string_view instance) {
    if (const auto* row = incidents::find_event(event.type)) return told(event, *row, instance);
    const auto employee = event.type == notice_made ? id_in<EmployeeId>(event.data, "employee_id") : std::nullopt;
    return employee ? std::optional{told_to_one(event, *employee, instance)} : std::nullopt;
}

bool covers(const incidents::Scope& scope, const Owners& owners) {
    incidents::Incident shape;
    shape.customer_id = owners.customer;
    shape.team_id = owners.team;
    shape.assignee_id = owners.assignee;
    return scope.covers(shape);
}

/// `newest`: of the same incident, as far as events have told.
bool hears(const Listener& listener, const Told& told, const Owners& newest) {
    if (!told.account.empty()) return listener.account == told.account;
    if (listener.only) return told.for_customers && told.incident == *listener.only;
    if (listener.scope.customer && !told.for_customers) return false;
    if (!covers(listener.scope, told.owners)) return false;
    // Whoever is behind, or is told again, hears nothing of what has gone to another team meanwhile.
    return newest.version == told.owners.version || covers(listener.scope, newest);
}

} // namespace

Listener listener_for(const Request& request) {
    const auto& actor = request.actor();
    return {
        .account = actor.only_incident ? "incident:" + actor.only_incident->to_string() : actor.id.to_string(),
        .scope = scope_of(request),
        .only = actor.only_incident,
    };
}

/// One listener's place in the events. Everything in it is guarded by the hub's mutex, but for the timer, which is only
/// touched on its executor.
struct Ear {
    Listener listener;
    std::uint64_t at = 0; ///< the next event to look at
    bool gap = false;     ///< events were missed; say so first
    bool greeted = false;
    bool closed = false;
    bool waiting = false;
    SteadyTime ends_at;
    std::optional<boost::asio::steady_timer> timer;
};

class LiveEvents::Hub {
public:
    Hub(Timing timing, std::string instance) : timing{timing}, instance_{std::move(instance)} {}

    const Timing timing;
    std::function<bool()> is_away = [] { return false; }; ///< the bus

    void tell(const events::Event& event) {
        auto news = told(event, instance_);
        if (!news) return;
        const std::scoped_lock lock{mutex_};
        news->heard_at = timing.now();               // in the ring's order
        if (!known_.insert(news->id).second) return; // the bus delivers at least once
        const auto& newest = note_owners(*news);
        for (const auto& ear : ears_)
            if (ear->waiting && hears(ear->listener, *news, newest)) wake(ear);
        ring_.push_back(std::move(*news));
        if (ring_.size() > limits::live_ring) forget_first();
    }

    void missed() {
        const std::scoped_lock lock{mutex_};
        heard_since_ = timing.now();
        first_ += ring_.size();
        ring_.clear();
        known_.clear();
        incidents_.clear();
        for (const auto& ear : ears_) {
            ear->gap = true;
            ear->at = first_;
            if (ear->waiting) wake(ear);
        }
    }

    std::shared_ptr<Ear> add(Listener listener, std::string_view last_event_id, std::chrono::seconds last) {
        auto ear = std::make_shared<Ear>();
        ear->ends_at = std::chrono::steady_clock::now() + timing.lifetime;
        const std::scoped_lock lock{mutex_};
        auto& streams = streams_[listener.account];
        if (streams >= limits::streams_per_account) {
            constexpr std::chrono::seconds until_another_ends{30};
            throw Problem{Problem::too_many_requests, "too many open event streams"}.retry_after(until_another_ends);
        }
        ++streams;
        ear->listener = std::move(listener);
        ear->at = last_event_id.empty() ? since(timing.now() - last, ear->gap) : after(last_event_id, ear->gap);
        ears_.insert(ear);
        return ear;
    }

    void remove(const std::shared_ptr<Ear>& ear) {
        const std::scoped_lock lock{mutex_};
        ears_.erase(ear);
        const auto streams = streams_.find(ear->listener.account);
        if (--streams->second == 0) streams_.erase(streams);
    }

    void close(const std::shared_ptr<Ear>& ear) {
        const std::scoped_lock lock{mutex_};
        ear->closed = true;
        if (ear->waiting) wake(ear);
    }

    void close_account(const std::string& account) {
        const std::scoped_lock lock{mutex_};
        for (const auto& ear : ears_) {
            if (ear->listener.account != account) continue;
            ear->closed = true;
            if (ear->waiting) wake(ear);
        }
    }

    std::size_t listeners() const {
        const std::scoped_lock lock{mutex_};
        return ears_.size();
    }

    /// What there is to say now. Nothing: the stream has ended. Empty: wait on the ear's timer, which was set.
    std::optional<std::string> take(Ear& ear, const boost::asio::any_io_executor& executor) {
        const std::scoped_lock lock{mutex_};
        const auto now = std::chrono::steady_clock::now();
        ear.waiting = false;
        if (ear.closed || now >= ear.ends_at) return std::nullopt;
        std::string text;
        if (!std::exchange(ear.greeted, true)) text = first_words;
        append_news(ear, text);
        if (text.empty()) {
            if (!ear.timer) ear.timer.emplace(executor);
            ear.timer->expires_at(std::min<SteadyTime>(now + timing.heartbeat, ear.ends_at));
            ear.waiting = true;
        }
        return text;
    }

private:
    struct Known {
        Owners owners;          ///< the newest
        std::size_t events = 0; ///< of the incident, in the ring
    };

    const Owners& note_owners(const Told& news) {
        auto& known = incidents_[news.incident];
        ++known.events;
        if (news.owners.version >= known.owners.version) known.owners = news.owners; // the bus promises no order
        return known.owners;
    }

    void forget_first() {
        const auto& oldest = ring_.front();
        heard_since_ = oldest.heard_at;
        known_.erase(oldest.id);
        const auto incident = incidents_.find(oldest.incident);
        if (--incident->second.events == 0) incidents_.erase(incident);
        ring_.pop_front();
        ++first_;
    }

    /// The place after the event with this id.
    std::uint64_t after(std::string_view last_event_id, bool& gap) const {
        const auto end = first_ + ring_.size();
        const auto dot = last_event_id.find('.');
        const auto id = events::EventId::parse(last_event_id.substr(0, dot));
        if (id && known_.contains(*id)) {
            const auto found =
                std::find_if(ring_.rbegin(), ring_.rend(), [&](const Told& told) { return told.id == *id; });
            const bool ours = dot == last_event_id.npos || last_event_id.substr(dot + 1) == instance_;
            return ours ? end - static_cast<std::uint64_t>(found - ring_.rbegin())
                        : first_heard_since(found->heard_at - limits::retold);
        }
        gap = true;
        return end;
    }

    /// The place of the first event since then; a gap if not all of them are kept.
    std::uint64_t since(SteadyTime time, bool& gap) const {
        gap = time <= heard_since_;
        return gap ? first_ + ring_.size() : first_heard_since(time);
    }

    std::uint64_t first_heard_since(SteadyTime time) const {
        const auto found = std::ranges::lower_bound(ring_, time, {}, &Told::heard_at);
        return first_ + static_cast<std::uint64_t>(found - ring_.begin());
    }

    void append_news(Ear& ear, std::string& text) {
        if (ear.at < first_) { // too slow: what it has not heard yet is gone
            ear.gap = true;
            ear.at = first_ + ring_.size();
        }
        if (std::exchange(ear.gap, false)) text += gap_block;
        std::size_t blocks = 0;
        for (; ear.at < first_ + ring_.size() && blocks < limits::events_per_write; ++ear.at) {
            const auto& news = ring_[static_cast<std::size_t>(ear.at - first_)];
            if (!hears(ear.listener, news, incidents_.find(news.incident)->second.owners)) continue;
            text += news.block;
            ++blocks;
        }
    }

    /// The wait began on the executor's thread before this is run there, because the coroutine does not let go of that
    /// thread between setting `waiting` and waiting.
    static void wake(const std::shared_ptr<Ear>& ear) {
        ear->waiting = false;
        boost::asio::post(ear->timer->get_executor(), [ear] { ear->timer->cancel(); });
    }

    const std::string instance_;
    mutable std::mutex mutex_;
    std::deque<Told> ring_;
    std::set<events::EventId> known_;
    std::unordered_map<IncidentId, Known> incidents_; ///< of which the ring tells
    std::uint64_t first_ = 0;                         ///< the number of the ring's first event
    SteadyTime heard_since_ = timing.now();           ///< all that was told after it is in the ring
    std::set<std::shared_ptr<Ear>> ears_;
    std::map<std::string, std::size_t> streams_;
};

class LiveEvents::Stream final : public http::EventStream {
public:
    Stream(std::shared_ptr<Hub> hub, std::shared_ptr<Ear> ear) : hub_{std::move(hub)}, ear_{std::move(ear)} {}
    ~Stream() override { hub_->remove(ear_); }

    awaitable<std::optional<std::string>> next() override {
        const auto executor = co_await boost::asio::this_coro::executor;
        auto news = hub_->take(*ear_, executor);
        if (!news || !news->empty()) co_return news;
        boost::system::error_code woken;
        co_await ear_->timer->async_wait(boost::asio::redirect_error(use_awaitable, woken));
        news = hub_->take(*ear_, executor);
        if (news && news->empty()) news = hub_->is_away() ? gap_block : heartbeat_comment;
        co_return news;
    }

    void close() override { hub_->close(ear_); }

private:
    std::shared_ptr<Hub> hub_;
    std::shared_ptr<Ear> ear_;
};

LiveEvents::LiveEvents() : LiveEvents{Timing{}} {}
LiveEvents::LiveEvents(Timing timing, std::string instance) :
    hub_{std::make_shared<Hub>(timing, std::move(instance))} {}
LiveEvents::~LiveEvents() = default;

void LiveEvents::attach(events::EventBus& bus) {
    bus.listen({"incident.*", std::string{notice_made}},
               [hub = hub_](const events::Event& event) { hub->tell(event); });
    // Whoever lost or gained rights connects again, and is looked at again.
    bus.listen({"employee.updated", "employee.disabled", "customer.erased"},
               [hub = hub_](const events::Event& event) { hub->close_account(event.subject.to_string()); });
}

void LiveEvents::tell(const events::Event& event) {
    hub_->tell(event);
}

void LiveEvents::missed() {
    hub_->missed();
}

void LiveEvents::ask_of_bus(std::function<bool()> is_away) {
    hub_->is_away = std::move(is_away);
}

std::unique_ptr<http::EventStream> LiveEvents::open(Listener listener, std::string_view last_event_id,
                                                    std::chrono::seconds last) {
    return std::make_unique<Stream>(hub_, hub_->add(std::move(listener), last_event_id, last));
}

void LiveEvents::close(const std::string& account) {
    hub_->close_account(account);
}

Response event_stream(const Request& request, LiveEvents& live) {
    QueryParameters query{request.http.query, {"last_seconds"}};
    constexpr auto most = static_cast<int>(std::chrono::seconds{limits::longest_look_back}.count());
    const std::chrono::seconds last{query.number("last_seconds", 0, most).value_or(0)};
    query.finish();
    Response response;
    response.headers.set("content-type", "text/event-stream");
    response.headers.set("cache-control", "no-store");
    response.headers.set("x-accel-buffering", "no"); // nginx would hold events back
    response.body = live.open(listener_for(request), request.http.header("last-event-id").value_or(""), last);
    return response;
}

std::size_t LiveEvents::listeners() const {
    return hub_->listeners();
}

} // namespace resuelve::api
