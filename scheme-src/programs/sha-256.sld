;;; SHA-256 of a bytevector, as FIPS 180-4 defines it: for telling which image an executable holds.
;;;
;;; Words of 32 bits are fixnums; only the native system has the operations, elsewhere the result is #f.
(define-library (programs sha-256)
  (export sha-256 hexadecimal-digits)
  (import (scheme base))
  (cond-expand (suo (import (primitives))) (else))
  (begin
    ;; The bytes as text, two digits each.
    (define (hexadecimal-digits bytes)
      (let loop ((index (- (bytevector-length bytes) 1)) (digits '()))
        (if (< index 0)
            (apply string-append digits)
            (let ((byte (bytevector-u8-ref bytes index)))
              (loop (- index 1)
                    (cons (string-append (if (< byte 16) "0" "") (number->string byte 16)) digits))))))

    (cond-expand
      (suo
       ;; (sha-256 bytes) -> bytevector of 32 bytes
       (define (sha-256 bytes)
         (let ((state (vector-copy initial-state))
               (schedule (make-vector 64 0))
               (tail (padded-tail bytes)))
           (let loop ((place 0))
             (if (%fx<= (%fx+ place 64) (bytevector-length bytes))
                 (begin
                   (add-block! state schedule bytes place)
                   (loop (%fx+ place 64)))))
           (let loop ((place 0))
             (if (%fx< place (bytevector-length tail))
                 (begin
                   (add-block! state schedule tail place)
                   (loop (%fx+ place 64)))))
           (state-bytes state)))

       ;; What is behind the last whole block, a bit 1, zeros, and the length in bits: one block or two.
       (define (padded-tail bytes)
         (let* ((length (bytevector-length bytes))
                (start (%fx- length (%fxand length 63)))
                (size (if (%fx< (%fx- length start) 56) 64 128))
                (tail (make-bytevector size 0)))
           (bytevector-copy! tail 0 bytes start length)
           (bytevector-u8-set! tail (%fx- length start) #x80)
           (let loop ((place (%fx- size 1)) (bits (%fx* 8 length)))
             (if (%fx> bits 0)
                 (begin
                   (bytevector-u8-set! tail place (%fxand bits 255))
                   (loop (%fx- place 1) (%fxsrl bits 8)))))
           tail))

       (define (word-at bytes place)
         (%fxior (%fxsll (%bytevector-u8-ref bytes place) 24)
                 (%fxior (%fxsll (%bytevector-u8-ref bytes (%fx+ place 1)) 16)
                         (%fxior (%fxsll (%bytevector-u8-ref bytes (%fx+ place 2)) 8)
                                 (%bytevector-u8-ref bytes (%fx+ place 3))))))

       (define (word number) (%fxand number #xffffffff))


       (define (rotated number count)
         (word (%fxior (%fxsrl number count) (%fxsll (%fxand number (%fx- (%fxsll 1 count) 1)) (%fx- 32 count)))))

       (define (add-block! state schedule bytes place)
         (fill-schedule! schedule bytes place)
         (let loop ((i 0)
                    (a (vector-ref state 0)) (b (vector-ref state 1)) (c (vector-ref state 2)) (d (vector-ref state 3))
                    (e (vector-ref state 4)) (f (vector-ref state 5)) (g (vector-ref state 6)) (h (vector-ref state 7)))
           (if (%fx< i 64)
               (let* ((choice (%fxxor (%fxand e f) (%fxand (%fxxor e #xffffffff) g)))
                      (sum-1 (%fxxor (rotated e 6) (%fxxor (rotated e 11) (rotated e 25))))
                      (one (%fx+ (%fx+ h sum-1)
                                 (%fx+ choice (%fx+ (%vector-ref constants i) (%vector-ref schedule i)))))
                      (majority (%fxxor (%fxand a b) (%fxxor (%fxand a c) (%fxand b c))))
                      (sum-0 (%fxxor (rotated a 2) (%fxxor (rotated a 13) (rotated a 22)))))
                 (loop (%fx+ i 1) (word (%fx+ one (%fx+ sum-0 majority))) a b c (word (%fx+ d one)) e f g))
               (begin
                 (add-to! state 0 a) (add-to! state 1 b) (add-to! state 2 c) (add-to! state 3 d)
                 (add-to! state 4 e) (add-to! state 5 f) (add-to! state 6 g) (add-to! state 7 h)))))

       (define (add-to! state index number)
         (vector-set! state index (word (%fx+ (vector-ref state index) number))))

       (define (fill-schedule! schedule bytes place)
         (let loop ((i 0))
           (if (%fx< i 16)
               (begin
                 (%vector-set! schedule i (word-at bytes (%fx+ place (%fx* 4 i))))
                 (loop (%fx+ i 1)))))
         (let loop ((i 16))
           (if (%fx< i 64)
               (let* ((early (%vector-ref schedule (%fx- i 15)))
                      (late (%vector-ref schedule (%fx- i 2)))
                      (sigma-0 (%fxxor (rotated early 7) (%fxxor (rotated early 18) (%fxsrl early 3))))
                      (sigma-1 (%fxxor (rotated late 17) (%fxxor (rotated late 19) (%fxsrl late 10)))))
                 (%vector-set! schedule i
                               (word (%fx+ (%fx+ (%vector-ref schedule (%fx- i 16)) sigma-0)
                                           (%fx+ (%vector-ref schedule (%fx- i 7)) sigma-1))))
                 (loop (%fx+ i 1))))))

       (define (state-bytes state)
         (let ((bytes (make-bytevector 32)))
           (let loop ((i 0))
             (if (%fx< i 32)
                 (begin
                   (bytevector-u8-set! bytes i
                                       (%fxand 255 (%fxsrl (vector-ref state (%fxsrl i 2)) (%fx- 24 (%fx* 8 (%fxand i 3))))))
                   (loop (%fx+ i 1)))))
           bytes))

       ;; Fractions of the square roots of the first 8 primes, and of the cube roots of the first 64.
       (define initial-state
         '#(#x6a09e667 #xbb67ae85 #x3c6ef372 #xa54ff53a #x510e527f #x9b05688c #x1f83d9ab #x5be0cd19))

       (define constants
         '#(#x428a2f98 #x71374491 #xb5c0fbcf #xe9b5dba5 #x3956c25b #x59f111f1 #x923f82a4 #xab1c5ed5
            #xd807aa98 #x12835b01 #x243185be #x550c7dc3 #x72be5d74 #x80deb1fe #x9bdc06a7 #xc19bf174
            #xe49b69c1 #xefbe4786 #x0fc19dc6 #x240ca1cc #x2de92c6f #x4a7484aa #x5cb0a9dc #x76f988da
            #x983e5152 #xa831c66d #xb00327c8 #xbf597fc7 #xc6e00bf3 #xd5a79147 #x06ca6351 #x14292967
            #x27b70a85 #x2e1b2138 #x4d2c6dfc #x53380d13 #x650a7354 #x766a0abb #x81c2c92e #x92722c85
            #xa2bfe8a1 #xa81a664b #xc24b8b70 #xc76c51a3 #xd192e819 #xd6990624 #xf40e3585 #x106aa070
            #x19a4c116 #x1e376c08 #x2748774c #x34b0bcb5 #x391c0cb3 #x4ed8aa4a #x5b9cca4f #x682e6ff3
            #x748f82ee #x78a5636f #x84c87814 #x8cc70208 #x90befffa #xa4506ceb #xbef9a3f7 #xc67178f2)))
      (else
       (define (sha-256 bytes) #f)))))
