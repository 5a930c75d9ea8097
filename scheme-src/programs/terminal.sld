;;; Terminal: keys without echo, and how wide the screen is; by the system calls for terminal attributes (Linux struct termios:
;;; four u32 words of flags, a line discipline byte, then the control characters).
;;;
;;;   (editable-terminal?)      do input and output go to a terminal that can move its cursor?
;;;   (colourful?)              may what is written to the error port have colours?
;;;   (call-with-keys thunk)    keys come one by one while the thunk runs; the terminal is as before however it is left
;;;   (read-key)                a character, or a symbol: left right up down home end delete word-left word-right paste unknown; eof
;;;                             object
;;;   (read-pasted)             after the key `paste`: the text that was pasted
;;;   (paste-marks! on?)        shall the terminal put marks around what is pasted?
;;;   (suspend-process!)        as Ctrl-Z does it; returns when the process goes on
;;;   (terminal-width)
;;;
;;; Keys are read from the file itself, not through the port: nothing is taken that the program might want.
(define-library (programs terminal)
  (export editable-terminal? colourful? call-with-keys read-key read-pasted paste-marks! suspend-process! terminal-width)
  (import (primitives) (scheme base) (scheme process-context) (machine system-calls)
          (only (runtime system) system-terminal? system-readable? system-read utf8->string))
  (begin
    (define (editable-terminal?)
      (and (system-terminal? 0) (system-terminal? 1) (capable?)))

    (define (colourful?)
      (and (system-terminal? 2)
           (capable?)
           (member (get-environment-variable "NO_COLOR") '(#f ""))
           #t))

    (define (capable?)
      (not (member (get-environment-variable "TERM") '(#f "" "dumb"))))

    (define (control request bytes)
      (%system-call (cadr (assq 'ioctl system-call-table)) 0 request bytes 0 0 0))

    (define get-attributes #x5401)
    (define set-attributes #x5403)      ; after what is written has been sent
    (define get-size #x5413)

    ;; As they were before keys were read.
    (define saved (make-bytevector 64 0))

    (define (call-with-keys thunk)
      (control get-attributes saved)
      (dynamic-wind
        (lambda () (control set-attributes (key-attributes saved)))
        thunk
        (lambda ()
          (paste-marks! #f)
          (control set-attributes saved))))

    ;; Signal 20 is the terminal's stop; 0 means all processes of the group, so a whole pipeline stops.
    (define (suspend-process!)
      (control set-attributes saved)
      (%system-call (cadr (assq 'kill system-call-table)) 0 20 0 0 0 0)
      (control set-attributes (key-attributes saved)))

    (define paste-marks? #f)

    (define (paste-marks! on?)
      (unless (eq? on? paste-marks?)
        (set! paste-marks? on?)
        (write-string (if on? "\x1b;[?2004h" "\x1b;[?2004l"))
        (flush-output-port)))

    ;; Neither echo, lines, signals, nor translations and flow control of input; a read waits for one byte.
    (define (key-attributes attributes)
      (let ((keys (bytevector-copy attributes)))
        (clear-bits! keys 0 #x02)       ; BRKINT
        (clear-bits! keys 0 #x20)       ; ISTRIP
        (clear-bits! keys 1 #x05)       ; ICRNL, IXON
        (clear-bits! keys 12 #x0b)      ; ISIG, ICANON, ECHO
        (clear-bits! keys 13 #x80)      ; IEXTEN
        (bytevector-u8-set! keys 22 0)  ; VTIME, behind 17 bytes
        (bytevector-u8-set! keys 23 1)  ; VMIN
        keys))

    (define (clear-bits! bytes index bits)
      (bytevector-u8-set! bytes index (%fxand (bytevector-u8-ref bytes index) (%fxand (%fxnot bits) 255))))

    (define (terminal-width)
      (let ((size (make-bytevector 8 0)))
        (control get-size size)
        (let ((columns (+ (bytevector-u8-ref size 2) (* 256 (bytevector-u8-ref size 3)))))
          (if (< columns 8) 80 columns))))

    ;;; Keys.

    (define (read-byte)
      (let ((byte (make-bytevector 1 0)))
        (if (eqv? (system-read 0 byte 1) 1) (bytevector-u8-ref byte 0) (eof-object))))

    (define (read-key)
      (let ((byte (read-byte)))
        (cond ((eof-object? byte) byte)
              ((= byte 27) (escape-key))
              ((< byte 128) (integer->char byte))
              (else (wide-key byte)))))

    ;; The bytes of one character in UTF-8.
    (define (wide-key first)
      (let loop ((left (cond ((< first #xc0) 0) ((< first #xe0) 1) ((< first #xf0) 2) (else 3)))
                 (bytes (list first)))
        (let ((byte (if (> left 0) (read-byte) (eof-object))))
          (if (eof-object? byte)
              (string-ref (utf8->string (apply bytevector (reverse bytes))) 0)
              (loop (- left 1) (cons byte bytes))))))

    ;; Up to the mark at its end; carriage returns are ends of lines, other control characters but tabs are left out.
    (define (read-pasted)
      (let ((bytes (open-output-bytevector)))
        (let loop ((pending end-of-paste))
          (let ((byte (if (null? pending) (eof-object) (read-byte))))
            (cond ((eof-object? byte) (utf8->string (get-output-bytevector bytes)))
                  ((= byte (car pending)) (loop (cdr pending)))
                  ((not (eq? pending end-of-paste))
                   (loop (if (= byte (car end-of-paste)) (cdr end-of-paste) end-of-paste)))
                  (else
                   (cond ((= byte 13) (write-u8 10 bytes))
                         ((or (>= byte 32) (memv byte '(9 10))) (write-u8 byte bytes)))
                   (loop end-of-paste)))))))

    (define end-of-paste '(27 91 50 48 49 126)) ; escape [201~

    ;; What follows an escape character belongs to one key, when it is there at once.
    (define (escape-key)
      (if (not (system-readable? 0))
          'unknown
          (let ((byte (read-byte)))
            (cond ((eqv? byte 91) (sequence-key '()))
                  ((eqv? byte 79) (sequence-key '()))
                  ((eqv? byte 98) 'word-left)
                  ((eqv? byte 102) 'word-right)
                  ((eqv? byte 100) 'delete-word)
                  ((memv byte '(8 127)) 'erase-word)
                  (else 'unknown)))))

    ;; parameters: the bytes between, last one first.
    (define (sequence-key parameters)
      (let ((byte (read-byte)))
        (cond ((eof-object? byte) byte)
              ((< byte 64) (sequence-key (cons byte parameters)))
              (else
               (let ((word? (and (memv 59 parameters) #t)))
                 (case (integer->char byte)
                   ((#\A) 'up)
                   ((#\B) 'down)
                   ((#\C) (if word? 'word-right 'right))
                   ((#\D) (if word? 'word-left 'left))
                   ((#\H) 'home)
                   ((#\F) 'end)
                   ((#\~)
                    (case (if (pair? parameters) (car parameters) 0)
                      ((49 55) 'home)
                      ((52 56) 'end)
                      ((51) 'delete)
                      ((48) (if (equal? parameters '(48 48 50)) 'paste 'unknown)) ; 200
                      (else 'unknown)))
                   (else 'unknown)))))))))
