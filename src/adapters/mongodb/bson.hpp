#pragma once

#include "platform/crypto/sha256.hpp"
#include "platform/ids/uuid.hpp"
#include "platform/time/instant.hpp"

#include <bson/bson.h>

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace resuelve::mongodb {

class Array;
class Document;
class Element;

/// A document or an array somewhere in memory, which has to outlive the view.
class View {
public:
    View(const std::uint8_t* bytes, std::uint32_t size) : bytes_{bytes}, size_{size} {}
    View(const Document& document);

    /// The member; one that is missing answers like a null.
    Element operator[](std::string_view key) const;
    /// All members in their order.
    std::vector<Element> elements() const;

    const std::uint8_t* bytes() const { return bytes_; }
    std::uint32_t size() const { return size_; }

private:
    const std::uint8_t* bytes_;
    std::uint32_t size_;
};

/// One member of a document, as long as that lives. Asking for another type than it has throws std::runtime_error that
/// names it; the optional_… ones answer nothing for a null and for what is missing.
class Element {
public:
    explicit Element(std::string_view name) : name_{name}, found_{false} {}
    explicit Element(const bson_iter_t& place);

    std::string_view name() const { return name_; }
    bool is_null() const;
    std::string_view text() const;
    std::int64_t integer() const;
    double number() const;
    bool boolean() const;
    Instant instant() const;
    Uuid uuid() const;
    template <class SomeId>
    SomeId id() const {
        return SomeId{uuid()};
    }
    Sha256Digest digest() const;
    std::span<const std::uint8_t> bytes() const;
    View document() const;
    /// Of an array; a null has none.
    std::vector<Element> items() const;

    std::optional<std::string> optional_text() const;
    std::optional<std::int64_t> optional_integer() const;
    std::optional<Instant> optional_instant() const;
    std::optional<Uuid> optional_uuid() const;
    template <class SomeId>
    std::optional<SomeId> optional_id() const {
        return is_null() ? std::nullopt : std::optional{id<SomeId>()};
    }
    std::optional<Sha256Digest> optional_digest() const;

    const bson_value_t* raw() const { return found_ ? bson_iter_value(&place_) : nullptr; }
    bson_type_t type() const { return found_ ? bson_iter_type(&place_) : BSON_TYPE_NULL; }

private:
    [[noreturn]] void is_no(std::string_view wanted) const;
    void expect(bson_type_t type, std::string_view wanted) const;

    std::string_view name_;
    bool found_;
    mutable bson_iter_t place_{};
};

/// What a member is to be. Refers to what it was made from: only for use within one expression.
class Value {
public:
    Value(std::nullptr_t) {}
    template <std::same_as<bool> T> // not pointers, which would convert
    Value(T value) : value_{value} {}
    template <std::integral T>
        requires(!std::same_as<T, bool>)
    Value(T value) : value_{static_cast<std::int64_t>(value)} {}
    Value(double value) : value_{value} {}
    Value(std::string_view text) : value_{text} {}
    Value(const std::string& text) : value_{std::string_view{text}} {}
    Value(const char* text) : value_{std::string_view{text}} {}
    Value(Instant instant) : value_{instant} {}
    Value(const Uuid& uuid) : value_{uuid} {}
    template <class Tag>
    Value(const Id<Tag>& id) : value_{id.value} {}
    Value(std::span<const std::uint8_t> bytes) : value_{bytes} {}
    Value(const Sha256Digest& digest) : value_{std::span<const std::uint8_t>{digest}} {}
    Value(const Document& document) : value_{&document} {}
    Value(const Array& array) : value_{&array} {}
    Value(View document) : value_{document} {}
    Value(const Element& element) : value_{&element} {}
    /// A null without one.
    template <class T>
    Value(const std::optional<T>& value) : Value{value ? Value{*value} : Value{nullptr}} {}

    void append_to(bson_t* document, std::string_view key) const;

private:
    std::variant<std::monostate, bool, std::int64_t, double, std::string_view, Instant, Uuid,
                 std::span<const std::uint8_t>, const Document*, const Array*, View, const Element*>
        value_;
};

struct Field {
    Field(std::string_view name, Value is) : key{name}, value{is} {}
    std::string_view key;
    Value value;
};

/// Owns a bson_t.
class Bson {
public:
    Bson() : bson_{bson_new()} {}
    explicit Bson(const bson_t* copied) : bson_{bson_copy(copied)} {}
    Bson(const Bson& other) : bson_{bson_copy(other.get())} {}
    Bson(Bson&&) noexcept = default;
    Bson& operator=(Bson other) noexcept {
        bson_ = std::move(other.bson_);
        return *this;
    }

    const bson_t* get() const { return bson_.get(); }
    bson_t* get() { return bson_.get(); }
    bool empty() const { return bson_empty(bson_.get()); }

private:
    struct Destroy {
        void operator()(bson_t* bson) const { bson_destroy(bson); }
    };
    std::unique_ptr<bson_t, Destroy> bson_;
};

/// A BSON document that is written as it reads: `Document{{"_id", id}, {"version", Document{{"$lt", 3}}}}`.
class Document {
public:
    Document() = default;
    Document(std::initializer_list<Field> fields) { append(fields); }
    explicit Document(View copied);

    Document& append(std::string_view key, Value value);
    Document& append(std::initializer_list<Field> fields);
    /// Every member of another.
    Document& append_all(View other);

    Element operator[](std::string_view key) const { return View{*this}[key]; }
    bool empty() const { return bson_.empty(); }
    const bson_t* get() const { return bson_.get(); }
    bson_t* get() { return bson_.get(); }

    /// Of MongoDB extended JSON. Throws std::invalid_argument.
    static Document parse(std::string_view json);
    /// Relaxed extended JSON, for messages and tests.
    std::string to_string() const;

private:
    Bson bson_;
};

class Array {
public:
    Array() = default;
    Array(std::initializer_list<Value> values);

    Array& push(Value value);
    std::size_t size() const { return size_; }
    const bson_t* get() const { return bson_.get(); }

    template <class Range>
    static Array of(const Range& values) {
        Array array;
        for (const auto& value : values)
            array.push(Value{value});
        return array;
    }

private:
    Bson bson_;
    std::size_t size_ = 0;
};

} // namespace resuelve::mongodb
