#pragma once

#include "app/buses.hpp"
#include "app/temporary_directory.hpp"
#include "app/wired_service.hpp"

#include <boost/asio/io_context.hpp>

namespace resuelve::app {

/// What services are wired to, on an empty data directory, for tests of what they do beside their routes.
struct AShared {
    explicit AShared(ServiceNames services) :
        names{std::move(services)},
        stores{open_stores({options, directory, names, file_pool, context.get_executor(), clock})} {}

    const ServiceNames names;
    boost::asio::io_context context;

    TemporaryDirectory temporary;
    ManualClock clock{Instant{std::chrono::seconds{1'764'000'000}}};
    SeededRandom random{7};
    ServeOptions options;
    DataDirectory directory{temporary.path()};
    BlockingPool file_pool{"files", 1, 16};
    Stores stores;
    std::unique_ptr<Bus> bus =
        open_bus({options, directory, stores, names, context.get_executor(), clock, random, [] {}});
    access::TokenVerifier verifier{{}, {}};
    api::LiveEvents live;
    PasswordHasher hasher{PasswordCosts::for_tests()};
    Shared shared{options,
                  http::WebAddress{},
                  directory,
                  directory.keys(),
                  stores,
                  bus->events(),
                  verifier,
                  live,
                  hasher,
                  file_pool,
                  context.get_executor(),
                  clock,
                  random};
};

} // namespace resuelve::app
