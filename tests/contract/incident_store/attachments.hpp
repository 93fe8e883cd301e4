#pragma once

#include "domain/incidents/attach.hpp"
#include "domain/incidents/note.hpp"
#include "domain/incidents/reply.hpp"
#include "tests/contract/incident_store/fixture.hpp"

namespace resuelve::incidents {

/// Uploads, pending and linked.
template <class Adapter>
class IncidentStoreAttachments : public IncidentStoreFixture<Adapter> {};

TYPED_TEST_SUITE_P(IncidentStoreAttachments);

TYPED_TEST_P(IncidentStoreAttachments, KeepsAnUploadPendingUntilAnEntryLinksIt) {
    const auto incident = this->stored(testing::an_incident());
    const auto upload = this->an_upload(incident, "bytes");
    run(this->store.add_attachment(upload));
    EXPECT_EQ(run(this->store.find_attachment(upload.id)), upload);
    EXPECT_EQ(run(this->store.find_attachment(AttachmentId{testing::uuid(9)})), std::nullopt);
    const auto after =
        this->commit(reply(incident, {.body = "Va la foto", .attachments = {upload}}, this->by(testing::ana())));
    const auto linked = run(this->store.find_attachment(upload.id));
    ASSERT_TRUE(linked);
    EXPECT_EQ(linked->entry, after.history.entries);
    EXPECT_EQ(run(this->store.attachments(incident.id)), std::vector{*linked});
}

TYPED_TEST_P(IncidentStoreAttachments, LinksNoUploadIfTheChangeIsRefused) {
    const auto incident = this->stored(testing::an_incident());
    const auto upload = this->an_upload(incident, "bytes");
    run(this->store.add_attachment(upload));
    auto change = testing::must(reply(incident, {.body = "Foto", .attachments = {upload}}, this->by(testing::ana())));
    this->commit(note(incident, {.body = "Entretanto"}, this->by(testing::an_agent())));
    EXPECT_EQ(this->refusal_of({change}), Problem::stale_version);
    EXPECT_EQ(run(this->store.find_attachment(upload.id)), upload);
}

TYPED_TEST_P(IncidentStoreAttachments, ForgetsPendingUploadsAndTellsWhoseBytesAreFree) {
    const auto incident = this->stored(testing::an_incident());
    auto old = this->an_upload(incident, "nobody else's");
    auto old_but_shared = this->an_upload(incident, "shared");
    auto young = this->an_upload(incident, "shared");
    auto linked = this->an_upload(incident, "linked");
    old.uploaded_at = old_but_shared.uploaded_at = linked.uploaded_at = testing::filing_time - days{2};
    for (const auto& upload : {old, old_but_shared, young, linked})
        run(this->store.add_attachment(upload));
    this->commit(attach(incident, {linked}, this->by(testing::ana())));
    EXPECT_EQ(run(this->store.forget_pending_attachments(testing::filing_time - days{1})), std::vector{old});
    EXPECT_EQ(run(this->store.find_attachment(old.id)), std::nullopt);
    EXPECT_EQ(run(this->store.find_attachment(old_but_shared.id)), std::nullopt);
    EXPECT_EQ(run(this->store.find_attachment(young.id)), young);
    EXPECT_TRUE(run(this->store.find_attachment(linked.id)));
}

REGISTER_TYPED_TEST_SUITE_P(IncidentStoreAttachments, KeepsAnUploadPendingUntilAnEntryLinksIt,
                            LinksNoUploadIfTheChangeIsRefused, ForgetsPendingUploadsAndTellsWhoseBytesAreFree);

} // namespace resuelve::incidents
