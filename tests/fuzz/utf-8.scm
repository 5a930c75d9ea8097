;;; Random bytes for the decoders of UTF-8, random strings for its encoder: `utf-8.scm SEED COUNT`.
;;;
;;; The reference is a decoder that reads Unicode's table 3-7 (well-formed byte sequences) row by row: what is no beginning of any
;;; sequence becomes U+FFFD, as one character for each longest part that could have become one. utf8->string and the
;;; textual input port of a file, read in pieces of several kinds, must agree with it. The file is `utf-8.bytes` in the current folder.
(import (scheme base) (scheme file) (scheme write) (random) (trial))

;; least and greatest first byte, then the ranges of those that follow
(define well-formed
  '(((#x00 #x7f))
    ((#xc2 #xdf) (#x80 #xbf))
    ((#xe0 #xe0) (#xa0 #xbf) (#x80 #xbf))
    ((#xe1 #xec) (#x80 #xbf) (#x80 #xbf))
    ((#xed #xed) (#x80 #x9f) (#x80 #xbf))
    ((#xee #xef) (#x80 #xbf) (#x80 #xbf))
    ((#xf0 #xf0) (#x90 #xbf) (#x80 #xbf) (#x80 #xbf))
    ((#xf1 #xf3) (#x80 #xbf) (#x80 #xbf) (#x80 #xbf))
    ((#xf4 #xf4) (#x80 #x8f) (#x80 #xbf) (#x80 #xbf))))

(define (within? byte range) (<= (car range) byte (cadr range)))

(define (row-of byte)
  (let loop ((rows well-formed))
    (cond ((null? rows) #f)
          ((within? byte (caar rows)) (car rows))
          (else (loop (cdr rows))))))

(define (first-bits byte following)
  (- byte (case following ((0) 0) ((1) #xc0) ((2) #xe0) (else #xf0))))

(define (decode bytes)
  (let loop ((bytes bytes) (decoded '()))
    (if (null? bytes)
        (list->string (reverse decoded))
        (let ((row (row-of (car bytes))))
          (if (not row)
              (loop (cdr bytes) (cons #\xfffd decoded))
              (let next ((rest (cdr bytes)) (ranges (cdr row)) (code (first-bits (car bytes) (length (cdr row)))))
                (cond ((null? ranges) (loop rest (cons (integer->char code) decoded)))
                      ((and (pair? rest) (within? (car rest) (car ranges)))
                       (next (cdr rest) (cdr ranges) (+ (* 64 code) (- (car rest) #x80))))
                      (else (loop rest (cons #\xfffd decoded))))))))))

(define (random-byte)
  (case (random 6)
    ((0) (random 256))
    ((1) (+ #x20 (random #x5f)))
    ((2 3) (+ #x80 (random #x40)))
    ((4) (+ #xc0 (random #x40)))
    (else (choose '(#x7f #x80 #x8f #x90 #x9f #xa0 #xbf #xc0 #xc1 #xc2 #xdf #xe0 #xed #xef #xf0 #xf4 #xf5 #xff #x0a #x0d)))))

;; Mostly sequences that are well formed, with bytes left out or put in.
(define (random-bytes)
  (let loop ((n (random (choose '(4 12 60)))) (bytes '()))
    (if (= n 0)
        bytes
        (loop (- n 1)
              (if (chance 50)
                  (cons (random-byte) bytes)
                  (append (random-sequence) bytes))))))

(define (random-sequence)
  (let ((sequence (map (lambda (range) (+ (car range) (random (+ 1 (- (cadr range) (car range)))))) (choose well-formed))))
    (if (chance 20) (list (car sequence)) sequence)))

;; The bytes among so much plain text that they lie across the edge of any port's buffer.
(define (padded bytes)
  (append bytes (vector->list (make-vector (choose '(0 0 0 250 1000 2040 4090 8190 16380)) 97)) bytes))

(define file "utf-8.bytes")

(define (read-by read-piece port)
  (let loop ((pieces '()))
    (let ((piece (read-piece port)))
      (if (eof-object? piece)
          (apply string-append (reverse pieces))
          (loop (cons piece pieces))))))

(define (a-character port)
  (let* ((peeked (peek-char port)) (character (read-char port)))
    (if (not (eqv? peeked character)) (wrong! "peek-char and read-char differ:" peeked character))
    (if (eof-object? character) character (string character))))

(define (a-piece port) (read-string (+ 1 (random 20)) port))

(define (any port) (if (chance 50) (a-character port) (a-piece port)))

(define (check-decoding)
  (let* ((bytes (if (chance 90) (random-bytes) (padded (random-bytes))))
         (expected (decode bytes))
         (vector (apply bytevector bytes)))
    (if (not (string=? expected (utf8->string vector))) (wrong! "utf8->string:" vector))
    (if (chance 20)
        (begin
          (call-with-port (open-binary-output-file file) (lambda (port) (write-bytevector vector port)))
          (let ((found (call-with-port (open-input-file file) (lambda (port) (read-by (choose (list a-character a-piece any)) port)))))
            (delete-file file)
            (if (not (string=? expected found)) (wrong! "input from a file:" vector)))))))

(define (check-encoding)
  (let* ((string (decode (random-bytes)))
         (start (random (+ 1 (string-length string))))
         (end (+ start (random (+ 1 (- (string-length string) start)))))
         (bytes (string->utf8 string start end)))
    (if (not (string=? (substring string start end) (decode (bytes->list bytes)))) (wrong! "string->utf8:" string start end))))

(define (bytes->list bytes)
  (let loop ((i (- (bytevector-length bytes) 1)) (list '()))
    (if (< i 0) list (loop (- i 1) (cons (bytevector-u8-ref bytes i) list)))))

(run-trials (lambda () (if (chance 70) (check-decoding) (check-encoding))))
