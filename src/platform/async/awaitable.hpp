#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace resuelve {

using boost::asio::awaitable;
using boost::asio::use_awaitable;

} // namespace resuelve
