#include "domain/transfer/later_members.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace resuelve::transfer {
namespace {

TEST(LaterMembers, AreMembersOfTheirKinds) {
    for (const auto& later : later_members)
        EXPECT_EQ(std::ranges::count(later.kind->fields, later.name, &Field::name), 1) << later.name;
}

TEST(LaterMembers, ThatARecordLacksAreEmptyInTheirPlace) {
    const Record before{
        {"record", "customer"}, {"id", "1"}, {"address", nullptr}, {"language", "es"}, {"links", boost::json::array{}}};
    EXPECT_EQ(boost::json::serialize(completed(before)),
              R"({"record":"customer","id":"1","passkeys":null,"address":null,"notes":null,"language":"es",)"
              R"("links":[],"requests":[]})");
}

TEST(LaterMembers, ThatARecordHasStayAsTheyAre) {
    const Record now{{"record", "employee"}, {"passkeys", "[]"}, {"email", "eva@tienda.es"}};
    EXPECT_EQ(boost::json::serialize(completed(now)), boost::json::serialize(now));
}

TEST(LaterMembers, AreAllThatMayBeMissing) {
    EXPECT_FALSE(completed({{"record", "customer"}}).contains("email"));
    EXPECT_TRUE(completed({{"record", "customer"}, {"colour", "red"}}).contains("colour")) << "to be refused";
    EXPECT_EQ(completed({{"record", "team"}}).size(), 1U);
}

} // namespace
} // namespace resuelve::transfer
