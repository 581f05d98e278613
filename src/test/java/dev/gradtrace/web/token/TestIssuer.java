package dev.gradtrace.web.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;

/** An OpenID Connect issuer that publishes its keys by Discovery. */
final class TestIssuer implements AutoCloseable {

  static final Duration LIFETIME = Duration.ofMinutes(10);

  private final RSAKey rsa;
  private final ECKey ec;
  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();

  TestIssuer() {
    try {
      rsa = new RSAKeyGenerator(2048).keyID("rsa").algorithm(JWSAlgorithm.RS256).generate();
      ec = new ECKeyGenerator(Curve.P_256).keyID("ec").algorithm(JWSAlgorithm.ES256).generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                "{\"issuer\": \"%s\", \"jwks_uri\": \"%s/keys\", \"subject_types_supported\": [\"public\"]}"
                    .formatted(address(), address())));
    server.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          answer(exchange, new JWKSet(java.util.List.of(rsa, ec)).toString());
        });
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Claims that are valid for ten minutes. */
  JWTClaimsSet.Builder claims(String name) {
    return new JWTClaimsSet.Builder()
        .issuer(address())
        .subject(name)
        .expirationTime(Date.from(Instant.now().plus(LIFETIME)));
  }

  String signed(JWTClaimsSet claims) {
    return signed(claims, rsa);
  }

  /** A token signed with a key of this id that the issuer does not publish. */
  String signedWithUnknownKey(JWTClaimsSet claims, String name) {
    try {
      JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(name).build();
      return signed(claims, header, new RSASSASigner(rsa));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How often its keys were fetched. */
  int asked() {
    return asked.get();
  }

  String signedByCurve(JWTClaimsSet claims) {
    return signed(claims, ec);
  }

  /** A forged token whose HMAC secret is the public key (algorithm confusion). */
  String signedWithPublicKey(JWTClaimsSet claims) {
    try {
      byte[] secret = rsa.toRSAPublicKey().getEncoded();
      return signed(
          claims,
          new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa").build(),
          new MACSigner(secret));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String unsigned(JWTClaimsSet claims) {
    return new PlainJWT(claims).serialize();
  }

  private static String signed(JWTClaimsSet claims, JWK key) {
    try {
      JWSSigner signer =
          key instanceof RSAKey own ? new RSASSASigner(own) : new ECDSASigner((ECKey) key);
      JWSAlgorithm algorithm = JWSAlgorithm.parse(key.getAlgorithm().getName());
      return signed(claims, new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), signer);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signed(JWTClaimsSet claims, JWSHeader header, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  private static void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
