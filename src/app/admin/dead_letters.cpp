#include "app/admin/dead_letters.hpp"

#include "app/admin/scratch_data.hpp"
#include "app/buses.hpp"
#include "app/data_directory.hpp"
#include "platform/async/run.hpp"

#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <optional>

namespace resuelve::app {
namespace {

/// The bus without anybody who listens.
class QuietBus {
public:
    explicit QuietBus(const ServeOptions& options) :
        scratch_{options, !options.on_rabbitmq()}, directory_{scratch_.options().data} {
        if (!options.on_rabbitmq()) lock_.emplace(directory_);
        bus_ =
            open_bus({scratch_.options(), directory_, stores_, nobody_, context_.get_executor(), clock_, random_, {}});
    }

    events::EventBus& events() { return bus_->events(); }

private:
    ScratchData scratch_;
    DataDirectory directory_;
    std::optional<DataLock> lock_;
    Stores stores_;
    const ServiceNames nobody_;
    boost::asio::io_context context_;
    SystemClock clock_;
    SystemRandom random_;
    std::unique_ptr<Bus> bus_;
};

bool is_wanted(const events::DeadLetter& letter, const WantedDeadLetters& wanted) {
    return (wanted.consumer.empty() || wanted.consumer == letter.consumer) &&
           (wanted.event.empty() || wanted.event == letter.event.id.to_string());
}

} // namespace

void list_dead_letters(const ServeOptions& options, std::ostream& output) {
    options.check();
    QuietBus bus{options};
    for (const auto& letter : run(bus.events().dead_letters()))
        output << fmt::format("{} {} {} {} {} {}\n", letter.consumer, letter.event.id.to_string(), letter.event.type,
                              letter.attempts, to_rfc3339(letter.died_at), letter.reason);
}

std::size_t replay_dead_letters(const ServeOptions& options, const WantedDeadLetters& wanted, std::ostream& output) {
    options.check();
    QuietBus bus{options};
    std::size_t replayed = 0;
    for (const auto& letter : run(bus.events().dead_letters()))
        if (is_wanted(letter, wanted) && run(bus.events().replay(letter.consumer, letter.event.id))) ++replayed;
    output << fmt::format("{} dead letters will be tried again\n", replayed);
    return replayed;
}

} // namespace resuelve::app
