"""Security settings through the official SDK."""

from conftest import ok


def test_an_administrator_changes_security_settings(management):
    before = ok(management.get_security_settings())
    try:
        after = ok(management.update_security_settings(
            verify_code_length=8, allowed_origins=["https://app.example.com"],
            self_unlock_account={"enabled": True, "strategy": "captcha"},
            login_anomaly_detection={**before["loginAnomalyDetection"], "robotVerify": "disable"}))
        assert after["verifyCodeLength"] == 8 and after["allowedOrigins"] == "https://app.example.com"
        assert after["loginAnomalyDetection"]["robotVerify"] == "disable"
        assert ok(management.get_security_settings()) == after
    finally:
        ok(management.update_security_settings(**{
            "verify_code_length": before["verifyCodeLength"], "allowed_origins": [],
            "self_unlock_account": before["selfUnlockAccount"],
            "login_anomaly_detection": before["loginAnomalyDetection"]}))
