;;; R7RS 6.9: bytevectors, and UTF-8.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(check (bytevector? #u8(1 2)) #t (bytevector? #u8()) #t (bytevector? #(1 2)) #f (bytevector? "a") #f (bytevector? '(1)) #f #u8(0 10 5) (bytevector 0 10 5) '#u8(255) (bytevector 255) #u8(#xff #b11) (bytevector 255 3))
(check (make-bytevector 2 12) #u8(12 12) (make-bytevector 0 1) #u8() (bytevector-length (make-bytevector 5)) 5 (make-bytevector 0) #u8() (bytevector 1 3 5 1 3 5) #u8(1 3 5 1 3 5) (bytevector) #u8() (outcome (make-bytevector -1)) 'error (outcome (make-bytevector 2 256)) 'error
       (outcome (make-bytevector 2 -1)) 'error (outcome (make-bytevector 2 1.0)) 'error (outcome (make-bytevector 'a)) 'error (outcome (bytevector 1 256)) 'error (outcome (bytevector -1)) 'error (outcome (bytevector #\a)) 'error)
(check (bytevector-length #u8(1 2 3)) 3 (bytevector-u8-ref '#u8(1 1 2 3 5 8 13 21) 5) 8 (bytevector-u8-ref #u8(255) 0) 255 (let ((bv (bytevector 1 2 3 4))) (bytevector-u8-set! bv 1 3) bv) #u8(1 3 3 4) (let ((bv (bytevector 0))) (bytevector-u8-set! bv 0 255) bv) #u8(255)
       (outcome (bytevector-u8-ref #u8(1) 1)) 'error (outcome (bytevector-u8-ref #u8(1) -1)) 'error (outcome (bytevector-u8-ref #u8() 0)) 'error (outcome (bytevector-u8-ref #u8(1) 0.0)) 'error (outcome (bytevector-u8-ref #(1) 0)) 'error (outcome (bytevector-length "a")) 'error
       (outcome (bytevector-u8-set! (bytevector 1) 1 2)) 'error (outcome (bytevector-u8-set! (bytevector 1) 0 256)) 'error (outcome (bytevector-u8-set! (bytevector 1) 0 -1)) 'error (outcome (bytevector-u8-set! (bytevector 1) 0 'a)) 'error (outcome (bytevector-u8-set! (bytevector 1) 0 1.0)) 'error)
(check (bytevector-copy #u8(1 2 3)) #u8(1 2 3) (bytevector-copy #u8(1 2 3 4 5) 2 4) #u8(3 4) (bytevector-copy #u8(1 2 3) 1) #u8(2 3) (bytevector-copy #u8(1 2 3) 3) #u8() (let ((b #u8(1))) (eq? b (bytevector-copy b))) #f
       (bytevector-append #u8(0 1 2) #u8(3 4 5)) #u8(0 1 2 3 4 5) (bytevector-append) #u8() (bytevector-append #u8(1)) #u8(1) (bytevector-append #u8() #u8(1) #u8() #u8(2)) #u8(1 2) (let ((b (bytevector 1))) (eq? b (bytevector-append b))) #f (outcome (bytevector-append #u8(1) #(2))) 'error (outcome (bytevector-copy #(1))) 'error)
(define-syntax bounds-checked
  (syntax-rules ()
    ((_) #t)
    ((_ (f argument ...) . more)
     (begin
       (check (outcome (f argument ... 4)) 'error (outcome (f argument ... -1)) 'error (outcome (f argument ... 2 1)) 'error (outcome (f argument ... 0 4)) 'error
              (outcome (f argument ... 'a)) 'error (outcome (f argument ... 0 1.0)) 'error)
       (bounds-checked . more)))))
(bounds-checked (bytevector-copy #u8(1 2 3)) (utf8->string #u8(65 66 67)) (bytevector-copy! (make-bytevector 9) 0 #u8(1 2 3)) (string->utf8 "abc"))
(define (copied to at from . bounds) (let ((v (bytevector-copy to))) (apply bytevector-copy! v at from bounds) v))
(check (copied #u8(10 20 30 40 50) 1 #u8(1 2 3 4 5) 0 2) #u8(10 1 2 40 50) (copied #u8(1 2 3) 0 #u8(7 8 9)) #u8(7 8 9) (copied #u8(1 2 3) 1 #u8(7 8 9) 1) #u8(1 8 9) (copied #u8(1 2 3) 3 #u8()) #u8(1 2 3) (outcome (copied #u8(1 2) 1 #u8(7 8))) 'error (outcome (copied #u8(1 2) 3 #u8())) 'error
       (outcome (copied #u8(1) -1 #u8(1))) 'error (let ((v (bytevector 1 2 3))) (outcome (bytevector-copy! v 2 #u8(7 8))) v) #u8(1 2 3))
(define (overlaps-wrong bytes)
  (let ((n (bytevector-length bytes)) (bad '()))
    (do ((start 0 (+ start 1))) ((> start n))
      (do ((end start (+ end 1))) ((> end n))
        (do ((at 0 (+ at 1))) ((> at (- n (- end start))))
          (let ((moved (bytevector-copy bytes)))
            (bytevector-copy! moved at moved start end)
            (unless (equal? moved (bytevector-append (bytevector-copy bytes 0 at) (bytevector-copy bytes start end) (bytevector-copy bytes (+ at (- end start)))))
              (set! bad (cons (list at start end moved) bad)))))))
    bad))
(check (overlaps-wrong #u8(1 2 3 4 5 6 7 8 9 10 11)) '())
;; UTF-8: characters of one to four bytes, at the bounds of each length, whole strings and parts.
(check (utf8->string #u8(#x41)) "A" (string->utf8 "λ") #u8(#xCE #xBB) (utf8->string #u8()) "" (string->utf8 "") #u8() (string->utf8 "\x7f;\x80;\x7ff;\x800;\xffff;\x10000;\x10ffff;") #u8(#x7f #xc2 #x80 #xdf #xbf #xe0 #xa0 #x80 #xef #xbf #xbf #xf0 #x90 #x80 #x80 #xf4 #x8f #xbf #xbf)
       (utf8->string #u8(#x7f #xc2 #x80 #xdf #xbf #xe0 #xa0 #x80 #xef #xbf #xbf #xf0 #x90 #x80 #x80 #xf4 #x8f #xbf #xbf)) "\x7f;\x80;\x7ff;\x800;\xffff;\x10000;\x10ffff;" (utf8->string #u8(#xed #x9f #xbf #xee #x80 #x80)) "\xd7ff;\xe000;"
       (string->utf8 "aλb" 1) #u8(#xCE #xBB 98) (string->utf8 "aλb" 1 2) #u8(#xCE #xBB) (string->utf8 "aλb" 2) #u8(98) (string->utf8 "abc" 1 1) #u8() (utf8->string #u8(65 66 67) 1) "BC" (utf8->string #u8(65 66 67) 1 2) "B" (utf8->string #u8(65 #xCE #xBB 66) 1 3) "λ" (utf8->string #u8(65) 1) ""
       (utf8->string #u8(0 65)) "\x0;A" (outcome (utf8->string "a")) 'error (outcome (string->utf8 #u8(1))) 'error)
(check (let loop ((code 0)) (cond ((>= code #x11000) #t) ((<= #xD800 code #xDFFF) (loop #xE000)) ((equal? (string (integer->char code)) (utf8->string (string->utf8 (string (integer->char code))))) (loop (+ code 7))) (else code))) #t)
;; A byte order mark is a character as others.
(check (string-length (utf8->string #u8(#xef #xbb #xbf 65))) 2)
;; Bytes that are no UTF-8 become U+FFFD, one for each longest part that could have begun a character.
(check (utf8->string #u8(#xff)) "\xFFFD;" (utf8->string #u8(65 #x80 66)) "A\xFFFD;B" (utf8->string #u8(#xc3)) "\xFFFD;" (utf8->string #u8(#xe2 #x82 65)) "\xFFFD;A" (utf8->string #u8(#xc0 #x80)) "\xFFFD;\xFFFD;"
       (utf8->string #u8(#xed #xa0 #x80)) "\xFFFD;\xFFFD;\xFFFD;" (utf8->string #u8(#xf4 #x90 #x80 #x80)) "\xFFFD;\xFFFD;\xFFFD;\xFFFD;" (utf8->string #u8(#xf0 #x9f #x98)) "\xFFFD;" (utf8->string #u8(#xCE #xBB) 1) "\xFFFD;")
(summary)
