// Hashes of "correct horse 密码" by argon2-cffi, bcrypt, passlib, crypt(3) and hashlib of Python.
// Made for these tests; the keys protect nothing. Included by tests only.
#pragma once

namespace genauth::crypto::vectors {

inline constexpr char kArgon2id[] =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$N6goM2yuwh5C2s4Exe8KNp34pOlf5v9Zs61eouDKYf"
    "M";
inline constexpr char kArgon2idLanes[] =
    "$argon2id$v=19$m=1024,t=2,p=4$c29tZXNhbHRzb21lc2FsdA$W3PA7ZBFRarVD6iyn8xDcItX38MqDWi8TMyZZdFWdJs";
inline constexpr char kArgon2i[] =
    "$argon2i$v=19$m=1024,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$psU4izRP4gCuzhywG8Pc31kUq6nHMxYzf4bBMImcbPU";
inline constexpr char kBcrypt[] = "$2b$05$aBU04mI1E8zl0HnUgI0UUeuum3BaC3Fyi5TJe334d5fWukBfnmLwe";
inline constexpr char kBcrypt2a[] = "$2a$05$G5u8kGfaWFleceJl4FLJoOItDSzMA44TgXkFG3p3HsxlEmSNvHsmy";
inline constexpr char kSha512Crypt[] =
    "$6$rounds=1000$2grU8jC.KfETFAaN$S6ZHy87MedbDgujTMwaGOIz8.iz5SxefM39YpJKV.iBRzEmCsqFzEos.oVYW8Kv1"
    "sNCo0BadrEArdDQO5OO/S0";
inline constexpr char kSha256Crypt[] = "$5$saltstring$YVd9Kv6nQUAnPUrMfxELzcLn6m5yhu1EJkQUaUolcQ8";
inline constexpr char kMd5Crypt[] = "$1$saltst$HMQ8pVHG9FIF/liIYOwP1/";
inline constexpr char kYescrypt[] = "$y$j75$saltsaltsalt$CRR5rhbdsF8qh7Dd7YVCfaqIpupFlXXuiHpPigqhFw1";
inline constexpr char kDjango[] = "pbkdf2_sha256$1000$seasalt$Nqp7SeLliwv7AIXmLYIitLr/Vweb3Z+clegstjwwrbk=";
inline constexpr char kSsha[] = "{SSHA}qUGI1zIXAjVpj1imyXKa6AXAdiJaqzXm";
inline constexpr char kMd5[] = "{md5}2046dfe39b3122ba0a14fa71caf049f6";
inline constexpr char kSha256ps[] =
    "{sha256-ps}pepper$fdf734073b0620e138e22dba4bee1cdbcbe1edeb4ae1eb8e8077befa75501780";
inline constexpr char kSha512sp[] =
    "{SHA512-SP}pepper$BA6ADC4B569BD3573358D6F604773B6BAB9CFB219A97F99D07B7DF85A4F582C4EE4E9B8ECF9D91"
    "B42DE7C00D385274093172A98482B3257FB4C65D8A53DF565D";
inline constexpr char kHmacSha1[] = "{hmac-sha1}pepper$5e940db92febd495e491cf702b871778efef82cc";
inline constexpr char kHmacSha256[] =
    "{hmac-sha256}pepper$f2cef768855c0c81e133cfec6cb003217a6464a6e4296b9203b997edc9502761";
inline constexpr char kSsha256[] = "{ssha256}/fc0BzsGIOE44i26S+4c28vh7etK4euOgHe++nVQF4BwZXBwZXI=";
inline constexpr char kSha[] = "{SHA}76ZszWpCNG/7s8j0Ok5qECPdVQ0=";
inline constexpr char kSmd5[] = "{smd5}xEOXd1YP4l4/Z+GGIntHPnBlcHBlcg==";

}  // namespace genauth::crypto::vectors
