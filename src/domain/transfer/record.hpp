#pragma once

#include "platform/crypto/encoding.hpp"
#include "platform/ids/uuid.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace resuelve::transfer {

/// Something that a store keeps, in a form that belongs to no kind of store: one line of an export. Its member "record"
/// names its kind (kinds.hpp), whose other members are all there, null where there is nothing. Ids are written as
/// UUIDs, bytes in base64url, times in milliseconds since 1970.
using Record = boost::json::object;
using Sink = std::function<void(const Record&)>;

/// A record that is not as its kind says.
class RecordFault final : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

std::string_view kind_of(const Record& record);

// The members of a record. All throw RecordFault, naming the member, if it is missing or of another type.
const boost::json::value& member(const Record& record, std::string_view name);
bool is_null(const Record& record, std::string_view name);
std::string_view text(const Record& record, std::string_view name);
std::int64_t integer(const Record& record, std::string_view name);
bool boolean(const Record& record, std::string_view name);
Uuid id(const Record& record, std::string_view name);
Bytes bytes(const Record& record, std::string_view name);
const boost::json::array& list(const Record& record, std::string_view name);
const boost::json::object& object(const Record& record, std::string_view name);

/// Exactly so many bytes.
template <std::size_t N>
std::array<std::uint8_t, N> bytes_of(const Record& record, std::string_view name) {
    const auto found = bytes(record, name);
    if (found.size() != N) throw RecordFault{std::string{name} + " has not the right length"};
    std::array<std::uint8_t, N> result{};
    std::ranges::copy(found, result.begin());
    return result;
}

/// How bytes are written in a record.
boost::json::string written(std::span<const std::uint8_t> bytes);
boost::json::string written(const Uuid& id);

} // namespace resuelve::transfer
