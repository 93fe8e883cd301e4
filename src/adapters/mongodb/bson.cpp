#include "adapters/mongodb/bson.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace resuelve::mongodb {
namespace {

int length(std::string_view text) {
    return static_cast<int>(text.size());
}

void fits(bool appended, std::string_view key) {
    if (!appended) throw std::length_error{fmt::format("the document has no room for {}", key)};
}

} // namespace

View::View(const Document& document) : bytes_{bson_get_data(document.get())}, size_{document.get()->len} {}

Element View::operator[](std::string_view key) const {
    bson_iter_t place;
    if (bson_iter_init_from_data(&place, bytes_, size_) && bson_iter_find_w_len(&place, key.data(), length(key)))
        return Element{place};
    return Element{key};
}

std::vector<Element> View::elements() const {
    std::vector<Element> all;
    bson_iter_t place;
    if (!bson_iter_init_from_data(&place, bytes_, size_)) throw std::runtime_error{"the store has a damaged document"};
    while (bson_iter_next(&place))
        all.emplace_back(place);
    return all;
}

Element::Element(const bson_iter_t& place) : name_{bson_iter_key(&place)}, found_{true}, place_{place} {}

void Element::is_no(std::string_view wanted) const {
    throw std::runtime_error{fmt::format("the store's {} is not {}", name_, wanted)};
}

void Element::expect(bson_type_t wanted, std::string_view words) const {
    if (type() != wanted) is_no(words);
}

bool Element::is_null() const {
    return type() == BSON_TYPE_NULL;
}

std::string_view Element::text() const {
    expect(BSON_TYPE_UTF8, "a text");
    std::uint32_t size = 0;
    const auto* text = bson_iter_utf8(&place_, &size);
    return {text, size};
}

std::int64_t Element::integer() const {
    if (type() == BSON_TYPE_DOUBLE) return static_cast<std::int64_t>(bson_iter_double(&place_));
    if (type() != BSON_TYPE_INT64 && type() != BSON_TYPE_INT32) is_no("an integer");
    return bson_iter_as_int64(&place_);
}

double Element::number() const {
    return type() == BSON_TYPE_DOUBLE ? bson_iter_double(&place_) : static_cast<double>(integer());
}

bool Element::boolean() const {
    expect(BSON_TYPE_BOOL, "true or false");
    return bson_iter_bool(&place_);
}

Instant Element::instant() const {
    expect(BSON_TYPE_DATE_TIME, "a time");
    return Instant{std::chrono::milliseconds{bson_iter_date_time(&place_)}};
}

std::span<const std::uint8_t> Element::bytes() const {
    expect(BSON_TYPE_BINARY, "bytes");
    bson_subtype_t subtype{};
    std::uint32_t size = 0;
    const std::uint8_t* bytes = nullptr;
    bson_iter_binary(&place_, &subtype, &size, &bytes);
    return {bytes, size};
}

Uuid Element::uuid() const {
    const auto stored = bytes();
    Uuid uuid;
    if (stored.size() != uuid.bytes.size()) is_no("a UUID");
    std::ranges::copy(stored, uuid.bytes.begin());
    return uuid;
}

Sha256Digest Element::digest() const {
    const auto stored = bytes();
    Sha256Digest digest;
    if (stored.size() != digest.size()) is_no("a SHA-256 digest");
    std::ranges::copy(stored, digest.begin());
    return digest;
}

View Element::document() const {
    const std::uint8_t* bytes = nullptr;
    std::uint32_t size = 0;
    if (type() == BSON_TYPE_ARRAY)
        bson_iter_array(&place_, &size, &bytes);
    else if (type() == BSON_TYPE_DOCUMENT)
        bson_iter_document(&place_, &size, &bytes);
    else
        is_no("a document");
    return {bytes, size};
}

std::vector<Element> Element::items() const {
    if (is_null()) return {};
    expect(BSON_TYPE_ARRAY, "a list");
    return document().elements();
}

std::optional<std::string> Element::optional_text() const {
    return is_null() ? std::nullopt : std::optional{std::string{text()}};
}

std::optional<std::int64_t> Element::optional_integer() const {
    return is_null() ? std::nullopt : std::optional{integer()};
}

std::optional<Instant> Element::optional_instant() const {
    return is_null() ? std::nullopt : std::optional{instant()};
}

std::optional<Uuid> Element::optional_uuid() const {
    return is_null() ? std::nullopt : std::optional{uuid()};
}

std::optional<Sha256Digest> Element::optional_digest() const {
    return is_null() ? std::nullopt : std::optional{digest()};
}

void Value::append_to(bson_t* document, std::string_view key) const {
    const auto append = [&]<class T>(const T& value) {
        const auto* name = key.data();
        const auto size = length(key);
        if constexpr (std::same_as<T, std::monostate>)
            return bson_append_null(document, name, size);
        else if constexpr (std::same_as<T, bool>)
            return bson_append_bool(document, name, size, value);
        else if constexpr (std::same_as<T, std::int64_t>)
            return bson_append_int64(document, name, size, value);
        else if constexpr (std::same_as<T, double>)
            return bson_append_double(document, name, size, value);
        else if constexpr (std::same_as<T, std::string_view>)
            // libbson takes a null pointer for a null.
            return bson_append_utf8(document, name, size, value.empty() ? "" : value.data(), length(value));
        else if constexpr (std::same_as<T, Instant>)
            return bson_append_date_time(document, name, size, value.time_since_epoch().count());
        else if constexpr (std::same_as<T, Uuid>)
            return bson_append_binary(document, name, size, BSON_SUBTYPE_UUID, value.bytes.data(),
                                      static_cast<std::uint32_t>(value.bytes.size()));
        else if constexpr (std::same_as<T, std::span<const std::uint8_t>>)
            return bson_append_binary(document, name, size, BSON_SUBTYPE_BINARY, value.data(),
                                      static_cast<std::uint32_t>(value.size()));
        else if constexpr (std::same_as<T, const Document*>)
            return bson_append_document(document, name, size, value->get());
        else if constexpr (std::same_as<T, const Array*>)
            return bson_append_array(document, name, size, value->get());
        else if constexpr (std::same_as<T, View>) {
            bson_t viewed;
            return bson_init_static(&viewed, value.bytes(), value.size()) &&
                   bson_append_document(document, name, size, &viewed);
        } else
            return value->raw() ? bson_append_value(document, name, size, value->raw())
                                : bson_append_null(document, name, size);
    };
    fits(std::visit(append, value_), key);
}

Document::Document(View copied) {
    append_all(copied);
}

Document& Document::append(std::string_view key, Value value) {
    value.append_to(bson_.get(), key);
    return *this;
}

Document& Document::append(std::initializer_list<Field> fields) {
    for (const auto& field : fields)
        append(field.key, field.value);
    return *this;
}

Document& Document::append_all(View other) {
    bson_t viewed;
    fits(bson_init_static(&viewed, other.bytes(), other.size()) && bson_concat(bson_.get(), &viewed), "all of another");
    return *this;
}

Document Document::parse(std::string_view json) {
    bson_error_t error{};
    const std::unique_ptr<bson_t, decltype(&bson_destroy)> parsed{
        bson_new_from_json(reinterpret_cast<const std::uint8_t*>(json.data()), static_cast<ssize_t>(json.size()),
                           &error),
        &bson_destroy};
    if (!parsed) throw std::invalid_argument{error.message};
    Document document;
    document.bson_ = Bson{parsed.get()};
    return document;
}

std::string Document::to_string() const {
    const std::unique_ptr<char, decltype(&bson_free)> text{bson_as_relaxed_extended_json(get(), nullptr), &bson_free};
    return text ? text.get() : "";
}

Array::Array(std::initializer_list<Value> values) {
    for (const auto& value : values)
        push(value);
}

Array& Array::push(Value value) {
    value.append_to(bson_.get(), std::to_string(size_++));
    return *this;
}

} // namespace resuelve::mongodb
