// Passwords encrypted by Python's cryptography (RSA), npm sm-crypto and Python's gmssl (SM2).
// Made for these tests; the keys protect nothing. Included by tests only.
#pragma once

namespace genauth::crypto::vectors {

inline constexpr char kRsaPassword[] =
    "LiurUCGQYlb73CK3RYRokBxUyZ8N7qz9v05l/1B9z1G8rhaeVxmaE2yuYAJ/OSLaIfNKvIF5kWFrgacDw5NvRq4RvLEyDFJp"
    "9Hn0VYsGbquSDEIcf/lai8hhoTs+tqdYnTF0XGVBQsGQC2KgSX1ShOXoCY3I3c07RKomDC02Bqqjl6kx0DFMbHAboD/bmfqV"
    "ujJHfis9uZQLd8Ca9+Vg9mTMfk3JomivOn/+E1fzSC31EABKQtRmhZLoqmogY9Ef4zSwydvFivh0PxE23lBLs7X8TyC9c0VK"
    "6Bf5R74b3x7xQub6MUKR1zY9k4HUglkluCo6+aQoJBe5mtz4saYiVg==";
inline constexpr char kRsaControl[] =
    "JyXnKnGjDagWMwq36yPa0RdoqqSBNl/no21Mkeub6hWnzhkLBM9/kEfIq269nrKXdRBAwm0Gtd4PxhQbX2DC/8iLlY7+okKy"
    "SYfvw56dfVdI2pQkD9vWOIKsK3FvYVr3Qhc6roAH6OeW5oMv26efkHECbuwoGRzp/CK3TY99+Nhm0WAQJvBSD3hBLYhFSVds"
    "8k7od2GMsXTiZdvLfP9NdFVgwu+RqHl2mGyoYLMVTGIXBkHmIHwB9dIVzGhznoFJi/1iM4YsHqx2S71iAY1KxfG1/wcaAps1"
    "LCRj4WEIBk74M+MZBpel0t/vHiq3s3fFRo2ktq2teBRXuh9UbXXrZg==";
inline constexpr char kRsaBadType[] =
    "XZZaVZlTNl0qfn7VuBuDR6kyLUWP37MArbdNha2eKclJ8382/PtJq8f9lq8iLXzH3gjI2ucsh+Af3fHWKuAJkZBqLxIlbwc6"
    "yFTEKyBLussl8Kkt2DmvC6qvV1xK7qjPObhuTAhPjnmkQfmp0YNfThMGai4g8wU1x8QQXckqu6QxjIV3DKoxElDcNZQN+34j"
    "xrCn4RNM++Nd0iOwqxay0MHftfVtudY7wtXuNU6HqiA+Enlp8pD6VqrpTHm4KJDGjybDXEIM1yEMf+MOootKuf7k83p8aehD"
    "uWWhljxBp6cYcOW8YQEYq+bhBbR4Yn4XTPTM2Sl4/iO69dRkCU8n6g==";
inline constexpr char kRsaShortPadding[] =
    "SfWmt2K9NKtOiuvlr9sLdNSHjyAsXQzJv3tlUjsNZ6b5XW88Tl4OjauPd4gTlk4VoqpVqxsHYauzUptHQ+KiBFIQYvCgNsqU"
    "3VMUwO93EQ8E+S9exMgkfO0TjCwl+acoKU/JaczUtG7tioFZ/sDqmeJU3dM0qItBDeWTpwL7zfYWSdUMyhkxarRar8jAPUee"
    "a8uPW7HgwLYHD+7RzL0YvDni2pVB1rVt92VnAQAszc9v/JyZrv0jhlRxo5fzftai8q5t4Ms23jCOHGpRZnPtpYCzAHCGJs9e"
    "4PcBdVLKFSZcIe1cIZ7NATTKel1A79HuKD1Xsvq+0lOMtmTNoR+yPw==";
inline constexpr char kRsaNoSeparator[] =
    "AFJy+xPSgl+8ROXq3XuaGveHMnmKimwzxsJW0GIPVNW9cazcQ2X/AXpm3ZYHZ9+Im0nuzwnAf50/gA7fIEYRnvrQ/Aj/z3Jx"
    "XZfN4+j2rPUz4r3tjPfHqmr77BaI03uR6r8PgjJq/pxz69iY/e5fyYu4Wb1dku0DWI+BayGv8aPEkPV77/D9x8J95+t1Atlm"
    "Jfll93kCFVcKV909FvYIeXqec+V+8SAu1Mra2unelRL7QEeRkPb3DoGQGNRUhVAcblzTznVvDUZN+kgx2DN3Js97FqCE0hHB"
    "8zTdOVrf+0dOEFc9fIASd19QFAtV/mT2uFV2UX/jvzW6tpStJKMmbA==";
inline constexpr char kSm2Private[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgI5Y4ORHx2ZcVZo1+\n"
    "XPvJRAfARN0Bca3w0uPhvmmLFnuhRANCAAQjzzsNh1pjgH5eVrkPYbfdmIHJI8KH\n"
    "FTpcGu0sI+3gObyktxAKcwiba6HW/Ng+v7VHQlMAcDjyGgbzpXia/d/f\n"
    "-----END PRIVATE KEY-----\n";
inline constexpr char kSm2PublicHex[] =
    "0423cf3b0d875a63807e5e56b90f61b7dd9881c923c287153a5c1aed2c23ede039bca4b7100a73089b6ba1d6fcd83ebf"
    "b5474253007038f21a06f3a5789afddfdf";
inline constexpr char kSm2FromJavaScript[] =
    "9a8a4a09eb9033f2e68fbf4561893827168a2b8b5b5218fa4cd6375415d7ca276c5d95e7fd57d60a2b8e8eee2b1a4791"
    "2fbbf0e0c97e688ad1d61d2c501b630dfb2d6d80b5fab5efab1207547e8f1992e3d1ead3efd6d1e4cec415f5c5e2aa8a"
    "1a083c9c1e714d2af8e997fa4a284d974333e1f6";
inline constexpr char kSm2OldOrder[] =
    "890ef248e5174d0885adb9335278c58407938303a0830d0a089a7b84124772c01ccbe90f60745f550667877480c22231"
    "2723eaf6154202c897522e036e37475773d042a170401bccfe267f7fb1c0d05a7ef36f03c137cf0cf2b8d00f78731245"
    "c1778594a8fb4dde372d3d1375fae9b111f5ee8b";
inline constexpr char kSm2FromPython[] =
    "7092cb66a9b452c46b9f2995061a81670f5b47ed5391aaab0f890d462d92d533aaa61c1a2703237bbbafa71a03f9907d"
    "268dd5fdb2747f42db601d954c0dcc6cc141eb224704ec0ae02af1e6bd8843251c141a0ecb019200983ef5b937872fd2"
    "9ea4d9e2173466b70dbbc9d644952a64f696c5f9";
inline constexpr char kSm2PointStartsWith04[] =
    "0477e356b6b3269e5abe0a75aa5bfc03c00b276378c782716a3b86b11b898110846f01244f9107456f0451700b62f7bc"
    "e9e314b459416089502f564e9f31ade0fb9f70b34b83bc655d085ab8f3d9459d25cb71c1545733de4c88cb30a1ccf60a"
    "d45262f83ca9a6";

}  // namespace genauth::crypto::vectors
