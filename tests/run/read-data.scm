;; engines: native stage0 executable stress
;;; Data that other programs wrote: read one after the other from a port, labels and comments included, and a text that breaks off.
(import (scheme base) (scheme read) (scheme write))

(define (read-all text)
  (let ((port (open-input-string text)))
    (let loop ((done '()))
      (let ((datum (read port)))
        (if (eof-object? datum)
            (reverse done)
            (loop (cons datum done)))))))

(define (show text)
  (write (guard (condition ((read-error? condition) 'read-error)) (read-all text)))
  (newline))

(show "1 -2.5 #xff \"two\\n\" three |four five| #\\x #\\space #t #false")
(show "(a (b . c) . d) #(1 #(2)) #u8(1 2 255) 'q `(u ,v ,@w) #;hidden #| also |# ; and\n end")
(show "")
(show "(1 2")
(show ")")
(show "#(1 . 2)")

(define circle (car (read-all "#0=(a b . #0#)")))
(write (eq? circle (cddr circle)))
(write circle)
(write-shared (car (read-all "(#1=(x) #1# #1#)")))
(newline)

(define port (open-input-string "(first) second"))
(write (read port))
(write (read-char port))
(write (read port))
(write (eof-object? (read port)))
(newline)
