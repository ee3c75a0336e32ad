// Keys, JWKs and tokens made with PyJWT and Python's cryptography: another implementation than ours.
// Made for these tests; the keys protect nothing. Included by tests only.
#pragma once

namespace genauth::crypto::vectors {

inline constexpr char kRsaPrivate[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQDHwqr6ykMJEcN3\n"
    "VoRdUoSZWU/KEGvLQIOlkVTxKjmdouUHISYbFv0lku6nDuvQR8XyRlUuH5Fg+8Gs\n"
    "iE54H85w/4ErIVGSfizIw9n4ELowq1IEGodSkQUYRQkFjISqSHpTQsUs3iGU5c30\n"
    "buZRYT26f1WjWBbtNMjuAK2K6+w/KS7MvRGqd82ynq8N2QRDAeOZGntigfsBmqWt\n"
    "q/3Zrg/Jl1JIvTdx6EwXe0AJXA1cB7etQtEDWDVb/83P4tTPmNtAZNg42e3HvlhJ\n"
    "TkgHkByEE16VTVOYuSI+rN5pjeNWs9ec5NuNosfpO7fBnwxgDQbBxnq9W/P3jSzu\n"
    "3s2W42EXAgMBAAECggEAWEXxaXa0zc6wOk2cm2KqHtvFMw0znTMqmaER0KpwoHTJ\n"
    "0W84GBN+FTsLQ/6HfVgiJHApFwMzKpDF4niveEzR3MRDr6v/EIW6Q5Osf/7gUD58\n"
    "tTyF3Rohjrp/BJk2TMtPZvikCjI008gDTYcuNvsKHJ5FWTPFmdfQDMB27+NWWAgS\n"
    "Hye0HJsgd+xT58q+kcNYeFN1DnKdgwBZdqdPd6d5m2OTty7Bbljc3Ubz2yxelL3e\n"
    "1oe+M7yWO+5sdl72XrNXpE7LQe3S/UcoYEfBYYFzdgoHXdMp/CRU56GyZaw/i/bg\n"
    "DbaNhvkaU4OGaTz6lKlAl5HZUUlJTfRwN+HO1e+dUQKBgQDwVWNzE3MGe8B3dhBF\n"
    "v1sZV0EhKi5RkYL+84x4qu63t6xhIjV3aZFnAVoU6xruLMGKIpYd/rkNoqDF7BN2\n"
    "pDEqUTAVGxjxWS3sj2K4wwP1Cb7iLFqzbSyG06SqCHYp5hjXPFzPqx/8bUGfnUU+\n"
    "1dp9vRoz5F1Si8B/0JGY28TIcQKBgQDUyDUqvCtkt+W+4L6/cBy+dY+90SLK137B\n"
    "yh7UZjQOQ8WIIinrwKE5tPqxWek5BZvmQ6XCFLmV/m3tMQ0lV7LTL8aVoUTjJAyZ\n"
    "OE21gXQ4oZiB+u8VKOztfEpflYcuaIkcIxu8nX+xpSBv1UtovqhbOwYfq1HDE2oT\n"
    "2GJjYmNGBwKBgQCoXLkxiYOAHDuFtKDLq7UO+JA4wor2O4DQSB+0/NIEw9gvp75a\n"
    "7AqfZVQM6XLRPWtL8NTHKIXM5ovIe4xbBcUnhv6vGm+Ly9SfLweStZNVGsGtQjM8\n"
    "FRQnU6a8MvdMfNQUHEZMeO4McSGSxqMW1MueYFY12hoCVMLDB4Kn2fVuEQKBgDz5\n"
    "UiL44QZvnCpihMae/d2mGpauQ2YU8oHdxY/f6bLcwNIN2C1yecDrl5sSxL5OWSpW\n"
    "4D0Ja1UMH7wEflvhEaFq42ElYXQldGbDt6D3g7JmvCkjGzfZDmvPXhCd7Krj0cZ6\n"
    "WQxnpZvmUbE6Ue2mFOBvvYV9tmRMP+2H6EnKe+ApAoGBAO0YcT6m0y5VgZWkMdhH\n"
    "OIN5dpeNV/noE3dUHdpa13+flVIynH4l2itZioLPn9GdbGQdkD4F7IrMi8ZQwCHD\n"
    "h59Ylohj7o4Ji3Gb3k1PIp39PhwuMe6jgWwnGB/y9+XdPHsZYZBGl5VZYeDp85lH\n"
    "4OaLVxQCgnJrmsj+UORFPS/6\n"
    "-----END PRIVATE KEY-----\n";
inline constexpr char kRsaJwk[] =
    "{\"kty\": \"RSA\", \"key_ops\": [\"verify\"], \"n\": "
    "\"x8Kq-spDCRHDd1aEXVKEmVlPyhBry0CDpZFU8So5naLlByEmGxb9"
    "JZLupw7r0EfF8kZVLh-RYPvBrIhOeB_OcP-BKyFRkn4syMPZ-BC6MKtSBBqHUpEFGEUJBYyEqkh6U0LFLN4hlOXN9G7mUWE9"
    "un9Vo1gW7TTI7gCtiuvsPykuzL0RqnfNsp6vDdkEQwHjmRp7YoH7AZqlrav92a4PyZdSSL03cehMF3tACVwNXAe3rULRA1g1"
    "W__Nz-LUz5jbQGTYONntx75YSU5IB5AchBNelU1TmLkiPqzeaY3jVrPXnOTbjaLH6Tu3wZ8MYA0GwcZ6vVvz940s7t7NluNh"
    "Fw\", \"e\": \"AQAB\"}";
inline constexpr char kRsaToken[] =
    "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiI1MDdmMWY3N2JjZjg2Y2Q3OTk0MzkwMTEi"
    "LCJuYW1lIjoiXHU3MzhiXHU1YzBmXHU2NjBlIn0.Tiiei72TTWLAu9VNiv2wLmnW7JQ3IawfnLXBAlhAXy0ibrqpQITn6rY8"
    "tqecRk8-JqinWXX3li8cj91_SeLSlBNZijquKuAXcZJmApryPfSNadeQYhJs4TRIW-lIXMzXkFoHbChFQVj5YO0NXKtVLvcY"
    "bMPHljLnTRkA9BNNtnsfUZG8la7k4QREHtkKvHhPQBiw5njPG_9zGpeu-MhDPbsEhR2Eu5FH0j5b4dKroR0AT2UGqVNpQZTO"
    "ozv8OuanQs95UXDCY2rfKO-iR2Qbg3CcN-xcTEV-OSRpZsLGN7HJOcju2tZVBFvqlfMU7wk3GhbqqR_fllBS0aJfXue0Rg";
inline constexpr char kConfusedToken[] =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiAiNTA3ZjFmNzdiY2Y4NmNkNzk5NDM5MDExIiwgIm5hbWUiOiA"
    "iXHU3MzhiXHU1YzBmXHU2NjBlIn0.b1Yay__U9OZtxAYxRWpANC_IW1U7SVCzD-qd4mNZhmU";
inline constexpr char kRsaPublic[] =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAx8Kq+spDCRHDd1aEXVKE\n"
    "mVlPyhBry0CDpZFU8So5naLlByEmGxb9JZLupw7r0EfF8kZVLh+RYPvBrIhOeB/O\n"
    "cP+BKyFRkn4syMPZ+BC6MKtSBBqHUpEFGEUJBYyEqkh6U0LFLN4hlOXN9G7mUWE9\n"
    "un9Vo1gW7TTI7gCtiuvsPykuzL0RqnfNsp6vDdkEQwHjmRp7YoH7AZqlrav92a4P\n"
    "yZdSSL03cehMF3tACVwNXAe3rULRA1g1W//Nz+LUz5jbQGTYONntx75YSU5IB5Ac\n"
    "hBNelU1TmLkiPqzeaY3jVrPXnOTbjaLH6Tu3wZ8MYA0GwcZ6vVvz940s7t7NluNh\n"
    "FwIDAQAB\n"
    "-----END PUBLIC KEY-----\n";
inline constexpr char kP256Private[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg0X+Ult594yVxEwZb\n"
    "Z9mGjXsoNMHM+UZCeSPmEXfzOhqhRANCAAQ0XfUJWWxrXMxwWzKGWexuUn8Oil0M\n"
    "r8oIQE6xwwWcbFdxMDDKTmqPCptG4p/jBjII0PYoXxEfOQU0zL0jKr6F\n"
    "-----END PRIVATE KEY-----\n";
inline constexpr char kP256Jwk[] =
    "{\"kty\": \"EC\", \"crv\": \"P-256\", \"x\": \"NF31CVlsa1zMcFsyhlnsblJ_DopdDK_KCEBOscMFnGw\", \"y\": "
    "\"V3EwMMpO"
    "ao8Km0bin-MGMgjQ9ihfER85BTTMvSMqvoU\"}";
inline constexpr char kP256Token[] =
    "eyJhbGciOiJFUzI1NiIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiI1MDdmMWY3N2JjZjg2Y2Q3OTk0MzkwMTEi"
    "LCJuYW1lIjoiXHU3MzhiXHU1YzBmXHU2NjBlIn0.kSabdjQ5tCUW2nsQELn9FF8XT6kfTYe4u46h43LSad6Ls3z8r_FyqELH"
    "u8ESOdqc-60WHsenDcIjix65wvjZDQ";
inline constexpr char kEd25519Private[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIP83qNArUvlK/aNKZU7e58APvQ2o556d3mIJpjegF3bL\n"
    "-----END PRIVATE KEY-----\n";
inline constexpr char kEd25519Jwk[] =
    "{\"x\": \"XuSieDzwehBQhGHOsqV9MrM4zabiLpde8CM6f0dNntw\", \"kty\": \"OKP\", \"crv\": \"Ed25519\"}";
inline constexpr char kEd25519Token[] =
    "eyJhbGciOiJFZERTQSIsImtpZCI6ImsxIiwidHlwIjoiSldUIn0.eyJzdWIiOiI1MDdmMWY3N2JjZjg2Y2Q3OTk0MzkwMTEi"
    "LCJuYW1lIjoiXHU3MzhiXHU1YzBmXHU2NjBlIn0.J30_x0lXp3nm4s7GACe_Nt-I6sL6s4gFV8ob1wnEflLMSrCHW8gfATns"
    "a87FC7eSUFNL1VnGcnOgTuFmc08mDg";
inline constexpr char kHs256Token[] =
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiI1MDdmMWY3N2JjZjg2Y2Q3OTk0MzkwMTEiLCJuYW1lIjoiXHU"
    "3MzhiXHU1YzBmXHU2NjBlIn0.afP3QsxfeKEGoCRImYGAMNbolpjh5ANPca8V9G_GMWA";

}  // namespace genauth::crypto::vectors
