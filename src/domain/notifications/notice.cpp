#include "domain/notifications/notice.hpp"

#include "platform/crypto/sha256.hpp"

#include <algorithm>

namespace resuelve::notifications {

NoticeId notice_id(events::EventId cause, EmployeeId employee) {
    constexpr std::size_t time_bytes = 6; // RFC 9562 §5.7: 48 bits of time, then version, variant and 74 bits
    const auto digest = Sha256{}.add(cause.value.bytes).add(employee.value.bytes).finish();
    Uuid id = cause.value;
    std::copy(digest.begin(), digest.begin() + (id.bytes.size() - time_bytes), id.bytes.begin() + time_bytes);
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0fU) | 0x70U);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3fU) | 0x80U);
    return NoticeId{id};
}

} // namespace resuelve::notifications
