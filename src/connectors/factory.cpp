#include "connectors/factory.h"

#include "connectors/breaker.h"
#include "connectors/vendor.h"
#include "gen/errors/form.h"

namespace genauth::connectors {
namespace {

// A sender behind its breaker.
template <class Sender, class Message>
class Guarded final : public Sender {
 public:
  Guarded(std::unique_ptr<Sender> inner, std::shared_ptr<Breaker> breaker)
      : inner_(std::move(inner)), breaker_(std::move(breaker)) {}
  Result<Receipt> send(const Message& message, std::string_view idempotency_key) const override {
    return breaker_->run([&] { return inner_->send(message, idempotency_key); });
  }

 private:
  std::unique_ptr<Sender> inner_;
  std::shared_ptr<Breaker> breaker_;
};

class GuardedFaces final : public FaceService {
 public:
  GuardedFaces(std::unique_ptr<FaceService> inner, std::shared_ptr<Breaker> breaker)
      : inner_(std::move(inner)), breaker_(std::move(breaker)) {}
  Result<std::string> enroll(const FaceOwner& owner, std::span<const std::string> photos) const override {
    return breaker_->run([&] { return inner_->enroll(owner, photos); });
  }
  Result<std::int64_t> compare(const FaceOwner& owner, std::string_view reference,
                               std::string_view photo) const override {
    return breaker_->run([&] { return inner_->compare(owner, reference, photo); });
  }
  Result<void> forget(const FaceOwner& owner, std::string_view reference) const override {
    return breaker_->run([&] { return inner_->forget(owner, reference); });
  }

 private:
  std::unique_ptr<FaceService> inner_;
  std::shared_ptr<Breaker> breaker_;
};

std::shared_ptr<Breaker> own_breaker(const Context& context) {
  return std::make_shared<Breaker>(context.clock, Breaker::Options());
}

}  // namespace

Result<std::unique_ptr<SmsSender>> make_sms_sender(const ProviderConfig& config, const Context& context) {
  struct Maker {
    std::string_view provider;
    Result<std::unique_ptr<SmsSender>> (*make)(const Settings&, const Context&);
  };
  static constexpr Maker kMakers[] = {
      {"aliyun", make_aliyun}, {"tencent", make_tencent}, {"twilio", make_twilio}, {"webhook", make_webhook}};
  for (const Maker& maker : kMakers) {
    if (maker.provider != config.provider) continue;
    std::unique_ptr<SmsSender> inner = TRY(maker.make(config.settings, context));
    return std::unique_ptr<SmsSender>(
        std::make_unique<Guarded<SmsSender, SmsMessage>>(std::move(inner), own_breaker(context)));
  }
  return Error(errors::kMustBeOneOf).with_field("provider").with_arg("aliyun, tencent, twilio, webhook");
}

Result<std::unique_ptr<FaceService>> make_face_service(const ProviderConfig& config, const Context& context) {
  if (config.provider != "webhook")
    return Error(errors::kMustBeOneOf).with_field("provider").with_arg("webhook");
  std::unique_ptr<FaceService> inner = TRY(make_face_webhook(config.settings, context));
  return std::unique_ptr<FaceService>(std::make_unique<GuardedFaces>(std::move(inner), own_breaker(context)));
}

Result<std::unique_ptr<MailSender>> make_mail_sender(const ProviderConfig& config, const Context& context,
                                                     std::shared_ptr<Breaker> breaker) {
  if (config.provider != "smtp") return Error(errors::kMustBeOneOf).with_field("provider").with_arg("smtp");
  std::unique_ptr<MailSender> inner = TRY(make_smtp(config.settings, context));
  if (!breaker) breaker = own_breaker(context);
  return std::unique_ptr<MailSender>(
      std::make_unique<Guarded<MailSender, MailMessage>>(std::move(inner), std::move(breaker)));
}

}  // namespace genauth::connectors
